// The penalties as a scene brings them: those of the page, and one whose folds lie off the axes, max(|β₁|, |β₂|).
export const PENALTIES = {
  l1: { symbol: "λ", notation: "‖β‖₁", power: 1, separable: true, folds: [[1, 0], [0, 1]], cone: 0, bowl: 0 },
  l2: { symbol: "Ω", notation: "‖β‖₂²", power: 2, separable: true, folds: [], cone: 0, bowl: 1 },
  group: { symbol: "μ", notation: "‖β‖₂", power: 1, separable: false, folds: [], cone: 1, bowl: 0 },
};
export const LARGEST = {
  symbol: "τ", notation: "max|β|", power: 1, separable: false, folds: [[0.5, 0.5], [0.5, -0.5]], cone: 0, bowl: 0,
};
