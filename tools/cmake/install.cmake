# SPDX-License-Identifier: Apache-2.0
# What is installed, in three parts: library (the shared one), dev (headers, the static one, find_package, pkg-config), cli.
set(PROPOS_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/propos)
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME dev)

install(TARGETS propos EXPORT propos-targets
  LIBRARY COMPONENT library NAMELINK_COMPONENT dev
  ARCHIVE COMPONENT dev
  FILE_SET HEADERS COMPONENT dev)
install(EXPORT propos-targets NAMESPACE propos:: DESTINATION ${PROPOS_CMAKE_DIR})
if(TARGET propos_static)
  install(TARGETS propos_static EXPORT propos-static-targets
    ARCHIVE COMPONENT dev
    FILE_SET HEADERS COMPONENT dev)
  install(EXPORT propos-static-targets NAMESPACE propos:: DESTINATION ${PROPOS_CMAKE_DIR})
endif()

configure_package_config_file(tools/cmake/propos-config.cmake.in propos-config.cmake INSTALL_DESTINATION ${PROPOS_CMAKE_DIR})
write_basic_package_version_file(propos-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/propos-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/propos-config-version.cmake
        DESTINATION ${PROPOS_CMAKE_DIR})

include(tools/cmake/pkgconfig.cmake)

# Packages may not share a file.
install(FILES LICENSE NOTICE DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/libpropos COMPONENT library)
install(FILES LICENSE NOTICE DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/libpropos-dev)
if(PROPOS_CLI)
  install(FILES LICENSE NOTICE DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/propos COMPONENT cli)
endif()
