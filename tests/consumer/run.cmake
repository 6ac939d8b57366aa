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

run(${prefix}/bin/propos --version)
string(STRIP "${output}" output)
if(NOT output STREQUAL "propos ${VERSION}")
  message(FATAL_ERROR "bin/propos says: ${output}")
endif()
