/** Purser's colours. Every pair that carries text or a control's edge is held to WCAG AA by test/unit/theme. */
export type Mode = 'light' | 'dark';

export interface Tone {
  /** For text, icons and filled controls. */
  readonly main: string;
  /** Hover and pressed state of a filled control. */
  readonly strong: string;
  /** Quiet background of a banner; text on it is `ink`. */
  readonly wash: string;
  readonly ink: string;
  /** Text on `main`. */
  readonly on: string;
}

export interface Colours {
  readonly page: string;
  readonly surface: string;
  readonly text: string;
  readonly quietText: string;
  /** Lines that only structure. */
  readonly line: string;
  /** Edges that a person must see to find a control: at least 3:1. */
  readonly edge: string;
  readonly hover: string;
  readonly selected: string;
  readonly focus: string;
  readonly primary: Tone;
  readonly secondary: Tone;
  readonly success: Tone;
  readonly info: Tone;
  readonly warning: Tone;
  readonly error: Tone;
}

export const light: Colours = {
  page: '#F7F5F0',
  surface: '#FFFFFF',
  text: '#17222E',
  quietText: '#4E5B68',
  line: '#E2DDD2',
  edge: '#7C8793',
  hover: '#12355B0F',
  selected: '#12355B17',
  focus: '#0F766E',
  primary: { main: '#12355B', strong: '#0B2543', wash: '#E6EDF5', ink: '#12355B', on: '#FFFFFF' },
  secondary: { main: '#0F766E', strong: '#0A5A54', wash: '#DFF1EE', ink: '#0A524C', on: '#FFFFFF' },
  success: { main: '#1B6B3F', strong: '#12512E', wash: '#E2F2E7', ink: '#12512E', on: '#FFFFFF' },
  info: { main: '#1D5B92', strong: '#134470', wash: '#E4EEF8', ink: '#134470', on: '#FFFFFF' },
  warning: { main: '#8A4F00', strong: '#693C00', wash: '#FBEEDA', ink: '#693C00', on: '#FFFFFF' },
  error: { main: '#B3261E', strong: '#8E1A14', wash: '#FBE9E7', ink: '#8E1A14', on: '#FFFFFF' },
};

export const dark: Colours = {
  page: '#0D1620',
  surface: '#15212E',
  text: '#E9EEF3',
  quietText: '#A8B5C2',
  line: '#2A3948',
  edge: '#74869A',
  hover: '#9CC3EE14',
  selected: '#9CC3EE24',
  focus: '#5ED0C2',
  primary: { main: '#9CC3EE', strong: '#BDD8F5', wash: '#1B3049', ink: '#C6DDF6', on: '#0B1A2B' },
  secondary: { main: '#5ED0C2', strong: '#8BE0D5', wash: '#10332F', ink: '#9AE3DA', on: '#06211E' },
  success: { main: '#7FD3A0', strong: '#A5E1BC', wash: '#12311F', ink: '#A9E3BF', on: '#08210F' },
  info: { main: '#8CC1F2', strong: '#B3D6F7', wash: '#152F49', ink: '#B9D9F8', on: '#0A1D30' },
  warning: { main: '#F0BB6A', strong: '#F6D19A', wash: '#38290F', ink: '#F5D09A', on: '#2A1B00' },
  error: { main: '#FF9F96', strong: '#FFC0BA', wash: '#41201D', ink: '#FFC3BD', on: '#340A06' },
};

export const colours: Record<Mode, Colours> = { light, dark };
