/** The name that `KitProvider` gives to the styles in the file. */
export const STYLES = 'antd';

/**
 * Takes the place of the modules in which each part of Ant Design says how it looks, a third of its code: the file of styles
 * was made out of them (`web/build/antd-styles.ts`). A hook, which is given a class, answers the classes that join a part to
 * the file; a component, which is given props, shows nothing.
 */
export default function useStyle(prefix: unknown): [string, string] | null {
  return typeof prefix === 'string' ? ['', STYLES] : null;
}

export const useSharedStyle = useStyle;
export const useColStyle = useStyle;
export const useRowStyle = useStyle;

/** Names the variables of the file of styles, as its maker does. */
export function genCssVar(kit: string, part: string): ((name: string) => string)[] {
  const named = (name: string) => `--${kit.replaceAll('.', '')}-${part}-${name}`;
  return [named, (name) => `var(${named(name)})`];
}
