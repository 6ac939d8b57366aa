# SPDX-License-Identifier: Apache-2.0
# The shared library exports propos:: and nothing else.
execute_process(COMMAND ${NM} -DC --defined-only ${LIBRARY} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]+" symbols "${symbols}")
set(count 0)
foreach(symbol IN LISTS symbols)
  if(NOT symbol MATCHES "^[0-9a-f]+ [A-Za-z] ((typeinfo|typeinfo name|vtable) for )?propos::")
    message(SEND_ERROR "exported: ${symbol}")
  endif()
  # Stages are namespaces below propos; none of them is public.
  if(symbol MATCHES "propos::(text|token|lexicon|rules|entities|quotes|attribution|output)::")
    message(SEND_ERROR "exported: ${symbol}")
  endif()
  math(EXPR count "${count} + 1")
endforeach()
if(count EQUAL 0)
  message(SEND_ERROR "nothing is exported")
endif()
