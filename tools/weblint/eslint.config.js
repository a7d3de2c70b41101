import js from "@eslint/js";
import compat from "eslint-plugin-compat";
import globals from "globals";

export default [
  js.configs.recommended,
  compat.configs["flat/recommended"],
  {
    languageOptions: { ecmaVersion: 2019, sourceType: "script", globals: globals.browser },
    settings: { browsers: ["chrome 90"], lintAllEsApis: true },
    rules: {
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-unused-vars": ["error", { caughtErrors: "none" }],
    },
  },
];
