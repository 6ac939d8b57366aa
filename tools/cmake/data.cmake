# SPDX-License-Identifier: Apache-2.0
# Grammars and tables of lib/fr -> data of the library (lib/data.h).
file(GLOB data_files CONFIGURE_DEPENDS lib/fr/*.tsv lib/fr/grammar/*.rules lib/fr/weights/*.tsv)
list(SORT data_files)
set(assembly "    .section .rodata\n")
set(declarations "")
set(table "")
set(number 0)
foreach(path IN LISTS data_files)
  file(RELATIVE_PATH name ${CMAKE_CURRENT_SOURCE_DIR}/lib/fr ${path})
  string(APPEND assembly
    "    .globl propos_data_${number}\n    .hidden propos_data_${number}\npropos_data_${number}:\n    .incbin \"${path}\"\n"
    "    .globl propos_data_${number}_end\n    .hidden propos_data_${number}_end\npropos_data_${number}_end:\n")
  string(APPEND declarations "extern const char propos_data_${number}[], propos_data_${number}_end[];\n")
  string(APPEND table
    "      {\"${name}\", {propos_data_${number}, static_cast<std::size_t>(propos_data_${number}_end - propos_data_${number})}},\n")
  math(EXPR number "${number} + 1")
endforeach()
string(APPEND assembly "    .section .note.GNU-stack, \"\", %progbits\n")
file(CONFIGURE OUTPUT data/data.S CONTENT "${assembly}" @ONLY)
file(CONFIGURE OUTPUT data/table.cpp CONTENT
"#include \"data.h\"

extern \"C\" {
${declarations}}

const std::vector<propos::DataFile>& propos::data_files() {
  static const std::vector<DataFile> files = {
${table}  };
  return files;
}
" @ONLY)
set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/data/data.S PROPERTIES OBJECT_DEPENDS "${data_files}")
target_sources(propos_base PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/data/data.S ${CMAKE_CURRENT_BINARY_DIR}/data/table.cpp)
