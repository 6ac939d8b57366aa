// SPDX-License-Identifier: Apache-2.0
// The compiled grammar, as tools/rulec writes it.
    .section .rodata
    .balign 64
    .globl propos_grammar_image
    .hidden propos_grammar_image
    .type propos_grammar_image, %object
propos_grammar_image:
    .incbin PROPOS_GRAMMAR_IMAGE
    .size propos_grammar_image, . - propos_grammar_image
    .globl propos_grammar_image_end
    .hidden propos_grammar_image_end
propos_grammar_image_end:
    .section .note.GNU-stack, "", %progbits
