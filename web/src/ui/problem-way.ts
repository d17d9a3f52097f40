import { createContext, type ReactNode } from 'react';

/** Leads from a refusal to the page that its sentence names; nothing where it names none. */
export const ProblemWay = createContext<(code: string) => ReactNode>(() => null);
