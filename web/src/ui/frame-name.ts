import { createContext } from 'react';

/** The name of the whole that a page belongs to, which follows its heading in the tab. */
export const FrameName = createContext('');
