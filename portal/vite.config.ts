import type { Plugin } from 'vite';
import { defineConfig } from 'vite';

/**
 * Parts of MUI that our theme never uses and the bundler cannot know of: themes made of CSS variables, and the ripple,
 * which `theme/components.ts` switches off. Together 10 kB of the 150 kB that the sign-in page may weigh.
 */
const unused: Readonly<Record<string, string>> = {
  'ThemeProviderWithVars.mjs': 'export const CssVarsProvider = ({ children }) => children;',
  'createThemeWithVars.mjs': 'export default () => { throw new Error("The portal has no CSS variable themes."); };',
  'TouchRipple.mjs': 'export default () => null;',
};

function leaveOutOfMui(): Plugin {
  const prefix = '\0left-out:';
  return {
    name: 'purser:leave-out-of-mui',
    apply: 'build',
    enforce: 'pre',
    resolveId(id, importer) {
      const file = id.split('/').at(-1) ?? '';
      return importer?.includes('@mui/material') && file in unused ? prefix + file : null;
    },
    load(id) {
      return id.startsWith(prefix) ? unused[id.slice(prefix.length)] : null;
    },
  };
}

export default defineConfig({ plugins: [leaveOutOfMui()] });
