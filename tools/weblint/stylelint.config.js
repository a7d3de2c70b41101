// Chrome 90 is the oldest browser we serve: what it lacks is a finding, not a taste.
export default {
  extends: ["stylelint-config-recommended"],
  plugins: ["stylelint-no-unsupported-browser-features"],
  rules: {
    "plugin/no-unsupported-browser-features": [
      true,
      {
        browsers: ["chrome 90"],
        severity: "error",
        ignore: [
          "prefers-contrast", // a comfort on top: where it is unknown the normal colours stay
          "text-decoration", // partial: the shorthand lacks thickness; we use the long names
          "css-clip-path", // partial: not by url(); we use a plain shape
          "css-masks", // counted together with clip-path
          "css-sticky", // partial: not inside tables; we stick none
        ],
      },
    ],
    "no-descending-specificity": null, // one file a component; states stand beside their part
    "color-named": "never",
    // Not in the plug-in's data.
    "function-disallowed-list": ["color-mix", "oklch", "oklab", "lch", "lab", "color", "light-dark"],
    "unit-disallowed-list": ["dvh", "svh", "lvh", "cqw", "cqi"],
    "property-disallowed-list": ["accent-color", "container-type", "text-wrap", "inset-area"],
    "declaration-no-important": [true, { severity: "error" }],
  },
  overrides: [
    {
      // Colours have names in tokens.css only.
      files: ["**/base.css", "**/layout.css", "**/controls.css", "**/status.css", "**/composer.css", "**/parts.css"],
      rules: { "color-no-hex": true },
    },
  ],
};
