# SPDX-License-Identifier: Apache-2.0
# Installs to a place of its own, builds the consumer by find_package and by pkg-config, runs both and bin/propos.
file(REMOVE_RECURSE ${WORK})
set(prefix ${WORK}/prefix)
set(source ${CMAKE_CURRENT_LIST_DIR})

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${ARGN}\n${output}\nexit status ${result}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix} --config ${CONFIG})

run(${CMAKE_COMMAND} -G Ninja -S ${source} -B ${WORK}/cmake -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_CXX_COMPILER=${CXX})
run(${CMAKE_COMMAND} --build ${WORK}/cmake)
run(${WORK}/cmake/consumer)

set(ENV{PKG_CONFIG_PATH} ${prefix}/${LIBDIR}/pkgconfig)
run(pkg-config --define-variable=prefix=${prefix} --cflags --libs propos)
separate_arguments(flags UNIX_COMMAND "${output}")
run(${CXX} -o ${WORK}/consumer ${source}/consumer.cpp ${flags} -Wl,-rpath,${prefix}/${LIBDIR})
run(${WORK}/consumer)

# The program of the README.
file(READ ${source}/../../README.md readme)
string(REGEX MATCH "```cpp\n([^`]*)```" found "${readme}")
file(WRITE ${WORK}/readme.cpp "${CMAKE_MATCH_1}")
run(${CXX} -o ${WORK}/readme ${WORK}/readme.cpp ${flags} -Wl,-rpath,${prefix}/${LIBDIR})
run(${WORK}/readme)
if(NOT output STREQUAL "Anne Roux: Non\n")
  message(FATAL_ERROR "The program of the README says: ${output}")
endif()

run(${prefix}/bin/propos --version)
string(STRIP "${output}" output)
if(NOT output STREQUAL "propos ${VERSION}")
  message(FATAL_ERROR "bin/propos says: ${output}")
endif()
