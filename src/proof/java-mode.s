# SPDX-License-Identifier: Apache-2.0
# Clears the non-Java mode of AltiVec, in which vaddfp and vsubfp take subnormal numbers for 0. C2 uses these instructions.
# QEMU starts programs in that mode. The dynamic linker runs this before main, and threads inherit the mode.
	.abiversion 2
	.text
java_mode:
	vspltisw 0, 0
	mtvscr 0
	blr
	.section .init_array, "aw"
	.p2align 3
	.quad java_mode
	.section .note.GNU-stack, "", @progbits
