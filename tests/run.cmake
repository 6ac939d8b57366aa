# SPDX-License-Identifier: Apache-2.0
# run(command …): its output is in `output`; what goes wrong ends the test.
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\n${output}\nexit status ${result}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()
