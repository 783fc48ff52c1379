// The penalties as a scene brings them: those of the page, one whose folds lie off the axes, max(|β₁|, |β₂|), and one
// whose folds are rounded, Huber's.
const KINKED = { smooth: false, folds: [], cone: 0, bowl: 0, rounded: [] };
const AXES = [[1, 0], [0, 1]];
export const PENALTIES = {
  l1: { ...KINKED, symbol: "λ", notation: "‖β‖₁", separable: true, folds: AXES },
  l2: { ...KINKED, symbol: "Ω", notation: "‖β‖₂²", smooth: true, separable: true, bowl: 1 },
  group: { ...KINKED, symbol: "μ", notation: "‖β‖₂", separable: false, cone: 1 },
};
export const LARGEST = {
  ...KINKED, symbol: "τ", notation: "max|β|", separable: false, folds: [[0.5, 0.5], [0.5, -0.5]],
};
export const ROUNDED = {
  ...KINKED, symbol: "ν", notation: "H(β)", smooth: true, separable: true, rounded: [[1, 0, 0.5], [0, 1, 0.5]],
};
