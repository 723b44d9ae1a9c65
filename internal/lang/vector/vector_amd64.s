#include "textflag.h"

// func multiplyAVX2(out *int32, w *int8, x *int16, pairs, blocks int)
//
// A block has 32 outputs in 4 registers of 8. For each pair of inputs there are
// 64 bytes of weights: the two of output 0, the two of output 1, and so on.
TEXT ·multiplyAVX2(SB), NOSPLIT, $0-40
	MOVQ out+0(FP), DX
	MOVQ w+8(FP), DI
	MOVQ x+16(FP), SI
	MOVQ pairs+24(FP), R8
	MOVQ blocks+32(FP), R9

block:
	MOVQ  SI, R10
	MOVQ  R8, CX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3

pair:
	VPBROADCASTD (R10), Y4
	VPMOVSXBW    (DI), Y5
	VPMOVSXBW    16(DI), Y6
	VPMOVSXBW    32(DI), Y7
	VPMOVSXBW    48(DI), Y8
	VPMADDWD     Y4, Y5, Y5
	VPMADDWD     Y4, Y6, Y6
	VPMADDWD     Y4, Y7, Y7
	VPMADDWD     Y4, Y8, Y8
	VPADDD       Y5, Y0, Y0
	VPADDD       Y6, Y1, Y1
	VPADDD       Y7, Y2, Y2
	VPADDD       Y8, Y3, Y3
	ADDQ         $4, R10
	ADDQ         $64, DI
	DECQ         CX
	JNZ          pair

	VMOVDQU Y0, (DX)
	VMOVDQU Y1, 32(DX)
	VMOVDQU Y2, 64(DX)
	VMOVDQU Y3, 96(DX)
	ADDQ    $128, DX
	DECQ    R9
	JNZ     block
	VZEROUPPER
	RET

// func dotsAVX2(out *int32, v, row *int16, steps, rows int)
TEXT ·dotsAVX2(SB), NOSPLIT, $0-40
	MOVQ out+0(FP), DX
	MOVQ v+8(FP), SI
	MOVQ row+16(FP), DI
	MOVQ steps+24(FP), R8
	MOVQ rows+32(FP), R9

row:
	MOVQ  SI, R10
	MOVQ  R8, CX
	VPXOR Y0, Y0, Y0

step:
	VMOVDQU  (R10), Y1
	VPMADDWD (DI), Y1, Y1
	VPADDD   Y1, Y0, Y0
	ADDQ     $32, R10
	ADDQ     $32, DI
	DECQ     CX
	JNZ      step

	VEXTRACTI128 $1, Y0, X1
	VPADDD       X1, X0, X0
	VPSHUFD      $0x4e, X0, X1
	VPADDD       X1, X0, X0
	VPSHUFD      $0xb1, X0, X1
	VPADDD       X1, X0, X0
	VMOVD        X0, (DX)
	ADDQ         $4, DX
	DECQ         R9
	JNZ          row
	VZEROUPPER
	RET

// func multiplyVNNI(out *int32, w *int8, x *int16, pairs, blocks int)
TEXT ·multiplyVNNI(SB), NOSPLIT, $0-40
	MOVQ out+0(FP), DX
	MOVQ w+8(FP), DI
	MOVQ x+16(FP), SI
	MOVQ pairs+24(FP), R8
	MOVQ blocks+32(FP), R9

block:
	MOVQ  SI, R10
	MOVQ  R8, CX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3

pair:
	VPBROADCASTD (R10), Y4
	VPMOVSXBW    (DI), Y5
	VPMOVSXBW    16(DI), Y6
	VPMOVSXBW    32(DI), Y7
	VPMOVSXBW    48(DI), Y8
	VPDPWSSD     Y4, Y5, Y0
	VPDPWSSD     Y4, Y6, Y1
	VPDPWSSD     Y4, Y7, Y2
	VPDPWSSD     Y4, Y8, Y3
	ADDQ         $4, R10
	ADDQ         $64, DI
	DECQ         CX
	JNZ          pair

	VMOVDQU Y0, (DX)
	VMOVDQU Y1, 32(DX)
	VMOVDQU Y2, 64(DX)
	VMOVDQU Y3, 96(DX)
	ADDQ    $128, DX
	DECQ    R9
	JNZ     block
	VZEROUPPER
	RET

// func multiply4VNNI(out *int32, w *int8, x *int16, pairs, blocks int)
//
// Half a block of each of four vectors is done at a time.
TEXT ·multiply4VNNI(SB), NOSPLIT, $0-40
	MOVQ out+0(FP), DX
	MOVQ w+8(FP), DI
	MOVQ x+16(FP), SI
	MOVQ pairs+24(FP), R8
	MOVQ blocks+32(FP), R9
	MOVQ R8, R11
	SHLQ $2, R11             // bytes from a vector to the next
	LEAQ (R11)(R11*2), R12
	MOVQ R9, R13
	SHLQ $7, R13             // bytes from an output to the next
	LEAQ (R13)(R13*2), BX

block:
	MOVQ $2, AX

half:
	MOVQ  SI, R10
	MOVQ  R8, CX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	MOVQ  DI, R15

pair:
	VPMOVSXBW    (R15), Y8
	VPMOVSXBW    16(R15), Y9
	VPBROADCASTD (R10), Y10
	VPBROADCASTD (R10)(R11*1), Y11
	VPBROADCASTD (R10)(R11*2), Y12
	VPBROADCASTD (R10)(R12*1), Y13
	VPDPWSSD     Y10, Y8, Y0
	VPDPWSSD     Y10, Y9, Y1
	VPDPWSSD     Y11, Y8, Y2
	VPDPWSSD     Y11, Y9, Y3
	VPDPWSSD     Y12, Y8, Y4
	VPDPWSSD     Y12, Y9, Y5
	VPDPWSSD     Y13, Y8, Y6
	VPDPWSSD     Y13, Y9, Y7
	ADDQ         $4, R10
	ADDQ         $64, R15
	DECQ         CX
	JNZ          pair

	VMOVDQU Y0, (DX)
	VMOVDQU Y1, 32(DX)
	VMOVDQU Y2, (DX)(R13*1)
	VMOVDQU Y3, 32(DX)(R13*1)
	VMOVDQU Y4, (DX)(R13*2)
	VMOVDQU Y5, 32(DX)(R13*2)
	VMOVDQU Y6, (DX)(BX*1)
	VMOVDQU Y7, 32(DX)(BX*1)
	ADDQ    $64, DX
	ADDQ    $32, DI
	DECQ    AX
	JNZ     half

	MOVQ R8, CX
	SHLQ $6, CX
	SUBQ $64, CX
	ADDQ CX, DI
	DECQ R9
	JNZ  block
	VZEROUPPER
	RET

// func addAVX2(to *int16, row *int8, steps int)
TEXT ·addAVX2(SB), NOSPLIT, $0-24
	MOVQ to+0(FP), DI
	MOVQ row+8(FP), SI
	MOVQ steps+16(FP), CX

step:
	VPMOVSXBW (SI), Y0
	VPADDW    (DI), Y0, Y0
	VMOVDQU   Y0, (DI)
	ADDQ      $16, SI
	ADDQ      $32, DI
	DECQ      CX
	JNZ       step
	VZEROUPPER
	RET

// func roundAVX2(out *int16, sums *int32, scale, bias *float32, slope, most float32, steps int)
TEXT ·roundAVX2(SB), NOSPLIT, $0-48
	MOVQ         out+0(FP), DX
	MOVQ         sums+8(FP), DI
	MOVQ         scale+16(FP), R8
	MOVQ         bias+24(FP), R9
	VBROADCASTSS slope+32(FP), Y5
	VBROADCASTSS most+36(FP), Y6
	MOVQ         steps+40(FP), CX
	VXORPS       Y8, Y8, Y8
	VSUBPS       Y6, Y8, Y7

step:
	VCVTDQ2PS    (DI), Y0
	VMULPS       (R8), Y0, Y0
	VADDPS       (R9), Y0, Y0
	VMULPS       Y5, Y0, Y1
	VBLENDVPS    Y0, Y1, Y0, Y0 // the product where the sign is set
	VMINPS       Y6, Y0, Y0
	VMAXPS       Y7, Y0, Y0
	VCVTPS2DQ    Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPACKSSDW    X1, X0, X0
	VMOVDQU      X0, (DX)
	ADDQ         $32, DI
	ADDQ         $32, R8
	ADDQ         $32, R9
	ADDQ         $16, DX
	DECQ         CX
	JNZ          step
	VZEROUPPER
	RET

#define CONSTANT(name, bits) \
	DATA name<>+0(SB)/4, bits  \
	GLOBL name<>(SB), RODATA|NOPTR, $4

CONSTANT(edge, $0x409f0a3d)   // 4.97
CONSTANT(half, $0x3f000000)
CONSTANT(a0, $0x4803f7c0)     // 135135
CONSTANT(a1, $0x46875a00)     // 17325
CONSTANT(a2, $0x43bd0000)     // 378
CONSTANT(b1, $0x4773a200)     // 62370
CONSTANT(b2, $0x4544e000)     // 3150
CONSTANT(b3, $0x41e00000)     // 28
CONSTANT(one, $0x46000000)    // 8192

// TANH replaces x by its hyperbolic tangent, as tanh does. Y4 to Y6 are
// destroyed; Y8 to Y15 hold the constants.
#define TANH(x) \
	VMINPS Y8, x, x     \
	VXORPS Y6, Y6, Y6   \
	VSUBPS Y8, Y6, Y6   \
	VMAXPS Y6, x, x     \
	VMULPS x, x, Y4     \
	VADDPS Y12, Y4, Y5  \
	VMULPS Y4, Y5, Y5   \
	VADDPS Y11, Y5, Y5  \
	VMULPS Y4, Y5, Y5   \
	VADDPS Y10, Y5, Y5  \
	VMULPS x, Y5, Y5    \
	VMULPS Y15, Y4, Y6  \
	VADDPS Y14, Y6, Y6  \
	VMULPS Y4, Y6, Y6   \
	VADDPS Y13, Y6, Y6  \
	VMULPS Y4, Y6, Y6   \
	VADDPS Y10, Y6, Y6  \
	VDIVPS Y6, Y5, x

#define SIGMOID(x) \
	VMULPS Y9, x, x \
	TANH(x)         \
	VMULPS Y9, x, x \
	VADDPS Y9, x, x

// GATE computes what goes into a gate that stands at offset.
#define GATE(x, offset) \
	VCVTDQ2PS (DI)(offset*1), x  \
	VMULPS    (R8)(offset*1), x, x \
	VCVTDQ2PS (SI)(offset*1), Y4 \
	VMULPS    (R9)(offset*1), Y4, Y4 \
	VADDPS    Y4, x, x \
	VADDPS    (R10)(offset*1), x, x

// func updateAVX2(state *int16, cell *float32, sums, step *int32, sumScale, stepScale, bias *float32, steps int)
TEXT ·updateAVX2(SB), NOSPLIT, $0-64
	MOVQ state+0(FP), R12
	MOVQ cell+8(FP), R11
	MOVQ sums+16(FP), DI
	MOVQ step+24(FP), SI
	MOVQ sumScale+32(FP), R8
	MOVQ stepScale+40(FP), R9
	MOVQ bias+48(FP), R10
	MOVQ steps+56(FP), CX
	XORQ AX, AX
	MOVQ CX, BX
	SHLQ $5, BX              // bytes from a gate to the next
	LEAQ (BX)(BX*1), DX
	LEAQ (BX)(BX*2), R13
	VBROADCASTSS edge<>(SB), Y8
	VBROADCASTSS half<>(SB), Y9
	VBROADCASTSS a0<>(SB), Y10
	VBROADCASTSS a1<>(SB), Y11
	VBROADCASTSS a2<>(SB), Y12
	VBROADCASTSS b1<>(SB), Y13
	VBROADCASTSS b2<>(SB), Y14
	VBROADCASTSS b3<>(SB), Y15

step:
	GATE(Y0, AX)
	GATE(Y1, BX)
	GATE(Y2, DX)
	GATE(Y3, R13)
	SIGMOID(Y0)
	SIGMOID(Y1)
	SIGMOID(Y2)
	TANH(Y3)
	VMULPS       Y3, Y0, Y0
	VMULPS       (R11), Y1, Y1
	VADDPS       Y1, Y0, Y0
	VMOVUPS      Y0, (R11)
	TANH(Y0)
	VMULPS       Y0, Y2, Y0
	VBROADCASTSS one<>(SB), Y4
	VMULPS       Y4, Y0, Y0
	VCVTPS2DQ    Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPACKSSDW    X1, X0, X0
	VMOVDQU      X0, (R12)
	ADDQ         $32, AX
	ADDQ         $32, BX
	ADDQ         $32, DX
	ADDQ         $32, R13
	ADDQ         $32, R11
	ADDQ         $16, R12
	DECQ         CX
	JNZ          step
	VZEROUPPER
	RET
