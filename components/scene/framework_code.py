"""The programs in PyTorch and in JAX with optax that find the same minimum: what Ω is there, and how L1 becomes exact.

Ω‖β‖² has the gradient 2Ωβ, and SGD's ``weight_decay`` adds ``weight_decay``·β to the gradient: they are the same for
``weight_decay = 2Ω``. With a proximal step for L1 each step is one of ISTA, whose only points of rest are the
minimisers of J. AdamW's decay is decoupled: β shrinks by lr·weight_decay beside a step whose gradient is rescaled
coordinate by coordinate, and comes to rest elsewhere.

Source: Loshchilov & Hutter, Decoupled Weight Decay Regularization, ICLR 2019; Beck & Teboulle, SIAM J. Imaging Sci.
2(1), 2009, for ISTA.
"""

# {{setup}}, {{l1}} and {{decay}} are filled by the browser, all at once with the numbers.
TORCH = """import numpy as np
import torch
{{setup}}
X, y = (torch.as_tensor(np.asarray(each, float)) for each in (X, y))
weights = {weights}
l1 = {{l1}}  # λ
weight_decay = {{decay}}  # 2Ω: it adds weight_decay·β to the gradient, and Ω‖β‖² has the gradient 2Ωβ
lr = 1 / ({curvature} * torch.linalg.matrix_norm(X.T @ (weights[:, None] * X), 2).item() + weight_decay)
beta = torch.zeros(2, dtype=X.dtype, requires_grad=True)
# AdamW with the same weight_decay does not end here: it decays apart from the gradient
optimizer = torch.optim.SGD([beta], lr=lr, weight_decay=weight_decay)
for _ in range(20_000):
    before = beta.detach().clone()
    optimizer.zero_grad()
    (weights * ({loss})).sum().backward()
    optimizer.step()
    with torch.no_grad():  # L1 as a proximal step: by its gradient, λ·sign(β), β would never rest at 0
        beta.copy_(torch.sign(beta) * torch.clamp(beta.abs() - lr * l1, min=0))
    if (beta - before).abs().max() < 1e-12:
        break
print(beta.detach().numpy())
"""
OPTAX = """import jax
import jax.numpy as jnp
import numpy as np
import optax
{{setup}}
jax.config.update("jax_enable_x64", True)
X, y = (jnp.asarray(np.asarray(each, float)) for each in (X, y))
weights = {weights}
l1 = {{l1}}  # λ
weight_decay = {{decay}}  # 2Ω: it adds weight_decay·β to the gradient, and Ω‖β‖² has the gradient 2Ωβ
lr = 1 / ({curvature} * jnp.linalg.norm(X.T @ (weights[:, None] * X), 2) + weight_decay)
# optax.adamw with the same weight_decay does not end here: it decays apart from the gradient
optimizer = optax.chain(optax.add_decayed_weights(weight_decay), optax.sgd(lr))


def loss(beta):
    return jnp.sum(weights * ({loss}))


@jax.jit
def step(beta, state):
    updates, state = optimizer.update(jax.grad(loss)(beta), state, beta)
    to = optax.apply_updates(beta, updates)
    # L1 as a proximal step: by its gradient, λ·sign(β), β would never rest at 0
    return jnp.sign(to) * jnp.maximum(jnp.abs(to) - lr * l1, 0), state


beta = jnp.zeros(2)
state = optimizer.init(beta)
for _ in range(20_000):
    before = beta
    beta, state = step(beta, state)
    if jnp.abs(beta - before).max() < 1e-12:
        break
print(beta)
"""
# The largest second derivative of a row's loss in its score, and that loss in PyTorch and in JAX.
LOSSES = {
    "linear": ("2", "(X @ beta - y) ** 2", "(X @ beta - y) ** 2"),
    "logistic": (
        "0.25",
        "torch.nn.functional.softplus(X @ beta) - y * (X @ beta)",
        "jnp.logaddexp(0, X @ beta) - y * (X @ beta)",
    ),
}


def framework_programs(family: str, *, pair: bool) -> dict[str, str]:
    """The templates of both, by "torch" and "optax".

    family : "linear" or "logistic"
    pair : whether the rows have weights, as the softmax pair's
    """
    curvature, in_torch, in_jax = LOSSES[family]
    torch_weights = "torch.as_tensor(sample_weight, dtype=X.dtype)" if pair else "torch.full_like(y, 1 / len(y))"
    jax_weights = "jnp.asarray(sample_weight)" if pair else "jnp.full(len(y), 1 / len(y))"
    return {
        "torch": TORCH.format(weights=torch_weights, curvature=curvature, loss=in_torch),
        "optax": OPTAX.format(weights=jax_weights, curvature=curvature, loss=in_jax),
    }
