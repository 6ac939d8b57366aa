# SPDX-License-Identifier: Apache-2.0
# Installs to a place of its own and moves it; builds the consumer by find_package and by pkg-config, with the shared and with
# the static library; runs all and bin/propos.
include(${CMAKE_CURRENT_LIST_DIR}/../run.cmake)
file(REMOVE_RECURSE ${WORK})
set(prefix ${WORK}/moved)
set(source ${CMAKE_CURRENT_LIST_DIR})

run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix --config ${CONFIG})
file(RENAME ${WORK}/prefix ${prefix})

# A static program runs without the library; a shared one says which it needs.
function(check_program program library)
  run(${program})
  run(${CMAKE_COMMAND} -E env LC_ALL=C objdump -p ${program})
  string(FIND "${output}" "libpropos.so" needed)
  if(library STREQUAL shared AND needed EQUAL -1 OR library STREQUAL static AND NOT needed EQUAL -1)
    message(FATAL_ERROR "${program} should be ${library}:\n${output}")
  endif()
endfunction()

run(${CMAKE_COMMAND} -G Ninja -S ${source} -B ${WORK}/cmake -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_CXX_COMPILER=${CXX})
run(${CMAKE_COMMAND} --build ${WORK}/cmake)
check_program(${WORK}/cmake/consumer shared)
check_program(${WORK}/cmake/consumer_static static)

set(ENV{PKG_CONFIG_PATH} ${prefix}/${LIBDIR}/pkgconfig)
run(pkg-config --cflags --libs propos)
separate_arguments(flags UNIX_COMMAND "${output}")
set(strict -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
run(${CXX} ${strict} -o ${WORK}/consumer ${source}/consumer.cpp ${flags} -Wl,-rpath,${prefix}/${LIBDIR})
check_program(${WORK}/consumer shared)

run(pkg-config --static --cflags --libs propos)
string(REPLACE "-lpropos" "-l:libpropos.a" output "${output}")
separate_arguments(static_flags UNIX_COMMAND "${output}")
run(${CXX} -o ${WORK}/consumer_static ${source}/consumer.cpp ${static_flags})
check_program(${WORK}/consumer_static static)

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
