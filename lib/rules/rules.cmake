# SPDX-License-Identifier: Apache-2.0
# Rule files of lib/fr/grammar -> rulec -> grammar.bin -> lib/rules/compiled.S
set(grammar_image ${CMAKE_CURRENT_BINARY_DIR}/grammar.bin)

# An archive gives rulec what it needs of these stages, all but the image itself.
add_library(propos_rule_stages STATIC EXCLUDE_FROM_ALL
  $<TARGET_OBJECTS:propos_base> $<TARGET_OBJECTS:propos_text> $<TARGET_OBJECTS:propos_token>
  $<TARGET_OBJECTS:propos_lexicon> $<TARGET_OBJECTS:propos_rules>)
set_target_properties(propos_rule_stages PROPERTIES LINKER_LANGUAGE CXX)
add_executable(rulec tools/rulec/main.cpp)
target_link_libraries(rulec PRIVATE propos_rule_stages propos_settings)

add_custom_command(
  OUTPUT ${grammar_image}
  COMMAND rulec ${grammar_image}
  DEPENDS rulec
  COMMENT "Compiling the grammar"
  VERBATIM)
add_library(propos_grammar OBJECT lib/rules/compiled.S)
set_source_files_properties(lib/rules/compiled.S PROPERTIES
  OBJECT_DEPENDS ${grammar_image}
  COMPILE_DEFINITIONS "PROPOS_GRAMMAR_IMAGE=\"${grammar_image}\"")
list(APPEND PROPOS_OBJECTS $<TARGET_OBJECTS:propos_grammar>)
