// SPDX-License-Identifier: Apache-2.0
// The compiled lexicon, as tools/lexc writes it.
    .section .rodata
    .balign 64
    .globl propos_lexicon_data
    .hidden propos_lexicon_data
    .type propos_lexicon_data, %object
propos_lexicon_data:
    .incbin PROPOS_LEXICON_DATA
    .size propos_lexicon_data, . - propos_lexicon_data
    .section .note.GNU-stack, "", %progbits
