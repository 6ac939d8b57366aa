# SPDX-License-Identifier: Apache-2.0
# propos.pc finds its prefix from where it lies, so that the tree may be moved. Where the libraries have an absolute folder,
# that says nothing of the prefix, which is then written when it is known: at the installation.
foreach(folder IN ITEMS LIBDIR INCLUDEDIR)
  set(PROPOS_PC_${folder} ${CMAKE_INSTALL_${folder}})
  if(NOT IS_ABSOLUTE "${PROPOS_PC_${folder}}")
    string(PREPEND PROPOS_PC_${folder} "\${prefix}/")
  endif()
endforeach()
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  set(PROPOS_PC_PREFIX "@CMAKE_INSTALL_PREFIX@")
else()
  file(RELATIVE_PATH up "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
  string(REGEX REPLACE "/$" "" PROPOS_PC_PREFIX "\${pcfiledir}/${up}")
endif()
configure_file(${CMAKE_CURRENT_LIST_DIR}/propos.pc.in propos.pc.in @ONLY)
install(CODE "configure_file(\"${CMAKE_CURRENT_BINARY_DIR}/propos.pc.in\" \"${CMAKE_CURRENT_BINARY_DIR}/propos.pc\" @ONLY)")
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/propos.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
