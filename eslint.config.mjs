// The rules for the page's scripts. They are no modules: each adds its namespace to globalThis.lossfold.
import js from "@eslint/js";
import globals from "globals";

const rules = {
  ...js.configs.recommended.rules,
  eqeqeq: "error",
  "max-len": ["error", { code: 120 }],
  "no-unused-vars": ["error", { ignoreRestSiblings: true, caughtErrors: "none" }],
  "no-var": "error",
  "prefer-const": "error",
};

export default [
  {
    files: ["assets/**/*.js"],
    languageOptions: {
      sourceType: "script",
      globals: {
        ...globals.browser, lossfold: "readonly", dash_clientside: "readonly", Plotly: "readonly", hdf5: "readonly",
      },
    },
    rules,
  },
  {
    files: ["tests/js/**/*.mjs", "*.mjs"],
    languageOptions: { sourceType: "module", globals: { ...globals.node, lossfold: "readonly" } },
    rules,
  },
  // Tables of cases keep a case on a line.
  { files: ["tests/js/**"], rules: { "max-len": "off" } },
];
