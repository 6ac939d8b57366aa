# SPDX-License-Identifier: Apache-2.0
# Word files of lib/fr/lexicon -> lexc -> lexicon.bin -> lib/lexicon/data.S
set(lexicon_data ${CMAKE_CURRENT_BINARY_DIR}/lexicon.bin)
file(GLOB lexicon_words CONFIGURE_DEPENDS lib/fr/lexicon/*.tsv lib/fr/lexicon/words/*.tsv)

# An archive gives lexc what it needs of these stages; the rest of propos_base needs the whole library.
add_library(propos_first_stages STATIC EXCLUDE_FROM_ALL
  $<TARGET_OBJECTS:propos_base> $<TARGET_OBJECTS:propos_text> $<TARGET_OBJECTS:propos_token>)
set_target_properties(propos_first_stages PROPERTIES LINKER_LANGUAGE CXX)
add_executable(lexc tools/lexc/main.cpp lib/lexicon/words.cpp lib/lexicon/table.cpp lib/lexicon/keys.cpp)
target_link_libraries(lexc PRIVATE propos_first_stages propos_settings)

add_custom_command(
  OUTPUT ${lexicon_data}
  COMMAND lexc ${lexicon_data} ${lexicon_words}
  DEPENDS lexc ${lexicon_words}
  COMMENT "Compiling the lexicon"
  VERBATIM)
add_custom_target(propos_lexicon_data DEPENDS ${lexicon_data})

target_sources(propos_lexicon PRIVATE lib/lexicon/data.S)
add_dependencies(propos_lexicon propos_lexicon_data)
set_source_files_properties(lib/lexicon/data.S PROPERTIES
  OBJECT_DEPENDS ${lexicon_data}
  COMPILE_DEFINITIONS "PROPOS_LEXICON_DATA=\"${lexicon_data}\"")
