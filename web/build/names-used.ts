/** A node of a syntax tree, as far as it is looked at here. */
interface Node {
  type: string;
  name?: string;
  computed?: boolean;
  optional?: boolean;
  operator?: string;
  value?: unknown;
  regex?: { pattern: string; flags: string };
  [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** The places in which an identifier is a name for something and no reference to it. */
const NAMED_BY: Record<string, string> = {
  MemberExpression: 'property',
  Property: 'key',
  MethodDefinition: 'key',
  PropertyDefinition: 'key',
};
/** What a name of the global object is also written as a member of. */
const GLOBAL_OBJECTS = new Set(['window', 'self', 'globalThis']);
/** What only newer engines read in regular expressions: a look behind, and the flags for indices and sets. */
const NEWER_PATTERN = /\(\?<[=!]/;
const NEWER_FLAGS = /[dv]/;

/**
 * Reads what code relies on: names of the global object it refers to, members it calls (`statics` with the object they
 * are called on), keys of the objects it makes, and patterns that newer engines alone can read. What a module asks for before it uses it, by `typeof`,
 * `?.()` or by naming it without a call, it does not rely on.
 */
export function namesInCode(root: Node) {
  const declared = new Set<string>();
  const asked = new Set<string>();
  const globals = new Set<string>();
  const statics = new Set<string>();
  const members = new Set<string>();
  const keys = new Set<string>();
  const patterns = new Set<string>();

  const declare = (pattern: unknown): void => {
    if (!isNode(pattern)) return;
    if (pattern.type === 'Identifier') declared.add(pattern.name ?? '');
    else if (pattern.type === 'AssignmentPattern') declare(pattern.left);
    else if (pattern.type === 'RestElement') declare(pattern.argument);
    else if (pattern.type === 'ArrayPattern') (pattern.elements as unknown[]).forEach(declare);
    else if (pattern.type === 'ObjectPattern')
      for (const part of pattern.properties as Node[]) declare(part.type === 'Property' ? part.value : part);
  };

  function look(node: Node, parent: Node | null, key: string): void {
    if (node.type === 'VariableDeclarator') declare(node.id);
    if (/Function|Class/.test(node.type)) {
      declare(node.id);
      ((node.params as unknown[] | undefined) ?? []).forEach(declare);
    }
    if (node.type === 'CatchClause') declare(node.param);
    if (node.type.startsWith('Import') && isNode(node.local)) declare(node.local);
    if (node.regex && (NEWER_PATTERN.test(node.regex.pattern) || NEWER_FLAGS.test(node.regex.flags)))
      patterns.add(node.regex.pattern);
    if (node.type === 'Property' && !node.computed && isNode(node.key)) keys.add(String(node.key.name));
    if (node.type === 'Identifier') lookAtIdentifier(node, parent, key);
    if (node.type === 'BinaryExpression' && node.operator === 'in' && isNode(node.left))
      asked.add(String(node.left.value));
    if (node.type === 'MemberExpression') lookAtMember(node, parent, key);
    for (const [childKey, child] of Object.entries(node)) {
      if (Array.isArray(child)) child.filter(isNode).forEach((one) => look(one, node, childKey));
      else if (isNode(child)) look(child, node, childKey);
    }
  }

  function lookAtIdentifier(node: Node, parent: Node | null, key: string): void {
    const name = node.name ?? '';
    if (parent && NAMED_BY[parent.type] === key && !parent.computed) return;
    if (parent?.type === 'UnaryExpression' && parent.operator === 'typeof') asked.add(name);
    else globals.add(name);
  }

  function lookAtMember(node: Node, parent: Node | null, key: string): void {
    const property = node.property as Node;
    const name = node.computed ? property.value : property.name;
    if (typeof name !== 'string') return;
    const object = node.object as Node;
    const owner = object.type === 'Identifier' ? (object.name ?? '') : '';
    const isCalled = key === 'callee' && !parent?.optional;
    const whole = `${owner}.${name}`;
    if (!isCalled) asked.add(name).add(whole);
    else if (GLOBAL_OBJECTS.has(owner)) globals.add(name);
    else if (/^[A-Z]/.test(owner)) statics.add(whole);
    else members.add(name);
  }

  look(root, null, '');
  const relied = (names: Set<string>) => [...names].filter((name) => !asked.has(name));
  return {
    globals: relied(globals).filter((name) => !declared.has(name)),
    statics: relied(statics).filter((name) => !declared.has(name.split('.')[0] ?? '')),
    members: relied(members),
    keys: [...keys],
    patterns: [...patterns],
  };
}

/** Units and functions of values that are newer, which data by property does not list. */
const NEWER_VALUE =
  /(?<=\d)(?:[dsl]v(?:h|w|i|b|min|max)|cq(?:w|h|i|b|min|max)|lh|rlh|cap|ic)\b|\b(?:color-mix|oklch|oklab|lab|lch|color|light-dark|round|sin|cos|anchor)(?=\()/g;

/** Reads what a style sheet is written with. */
export function namesInStyles(css: string) {
  const all = (pattern: RegExp) => [...new Set([...css.matchAll(pattern)].map(([, name = '']) => name))];
  return {
    properties: all(/[{;]\s*([a-z-]+)\s*:(?!:)/g),
    selectors: all(/::?([a-z-]+)(?=[^{};]*\{)/g),
    atRules: all(/@([a-z-]+)/g),
    values: [...new Set(css.match(NEWER_VALUE) ?? [])],
  };
}
