# SPDX-License-Identifier: Apache-2.0
# propos_embed(TARGET FUNCTION FOLDER FILES…): the files, with their paths below the folder, become data of the target, which
# the function, a const std::vector<propos::DataFile>& name(), returns (lib/data.h).
function(propos_embed target function folder)
  string(REPLACE "::" "_" symbol ${function})
  string(REGEX MATCH "^(.+)::([^:]+)$" parts ${function})
  list(SORT ARGN)
  set(assembly "    .section .rodata\n")
  set(declarations "")
  set(table "")
  set(number 0)
  foreach(path IN LISTS ARGN)
    file(RELATIVE_PATH name ${folder} ${path})
    set(begin ${symbol}_${number})
    string(APPEND assembly
      "    .globl ${begin}\n    .hidden ${begin}\n${begin}:\n    .incbin \"${path}\"\n"
      "    .globl ${begin}_end\n    .hidden ${begin}_end\n${begin}_end:\n")
    string(APPEND declarations "extern const char ${begin}[], ${begin}_end[];\n")
    string(APPEND table "      {\"${name}\", {${begin}, static_cast<std::size_t>(${begin}_end - ${begin})}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  string(APPEND assembly "    .section .note.GNU-stack, \"\", %progbits\n")
  set(out ${PROJECT_BINARY_DIR}/data/${symbol})
  file(CONFIGURE OUTPUT ${out}.S CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${out}.cpp CONTENT
"#include \"data.h\"

extern \"C\" {
${declarations}}

namespace ${CMAKE_MATCH_1} {
const std::vector<DataFile>& ${CMAKE_MATCH_2}() {
  static const std::vector<DataFile> files = {
${table}  };
  return files;
}
}
" @ONLY)
  set_source_files_properties(${out}.S TARGET_DIRECTORY ${target} PROPERTIES OBJECT_DEPENDS "${ARGN}")
  target_sources(${target} PRIVATE ${out}.S ${out}.cpp)
endfunction()

# Grammars and tables.
file(GLOB data_files CONFIGURE_DEPENDS lib/fr/*.tsv lib/fr/grammar/*.rules lib/fr/weights/*.tsv)
propos_embed(propos_base propos::data_files ${CMAKE_CURRENT_SOURCE_DIR}/lib/fr ${data_files})

# propos_embed_pages(TARGET FUNCTION FOLDER): the same for all files of a folder with what pages of HTML are made of; beside each
# script its hash, by which a page lets it run.
function(propos_embed_pages target function folder)
  string(REPLACE "::" "_" symbol ${function})
  set(copy ${PROJECT_BINARY_DIR}/data/${symbol})
  file(GLOB sources CONFIGURE_DEPENDS ${folder}/*)
  set(files)
  foreach(path IN LISTS sources)
    get_filename_component(name ${path} NAME)
    configure_file(${path} ${copy}/${name} COPYONLY)
    list(APPEND files ${copy}/${name})
    if(name MATCHES "\\.js$")
      file(SHA256 ${path} hash)
      file(CONFIGURE OUTPUT ${copy}/${name}.sha256 CONTENT "${hash}" @ONLY)
      list(APPEND files ${copy}/${name}.sha256)
    endif()
  endforeach()
  propos_embed(${target} ${function} ${copy} ${files})
endfunction()
propos_embed_pages(propos_output propos::output::page_files ${CMAKE_CURRENT_SOURCE_DIR}/lib/output/html)
