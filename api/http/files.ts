import { z } from '@hono/zod-openapi';

/** Describes an answer that is a file of one of some types. */
export function fileAnswer<Type extends string>(description: string, types: readonly Type[]) {
  const file = { schema: z.string().openapi({ format: 'binary' }) };
  return {
    description,
    content: Object.fromEntries(types.map((type) => [type, file])) as Record<Type, typeof file>,
  };
}

/** Describes a body that is a file. */
export function fileBody(description: string) {
  return {
    required: true,
    content: {
      'application/octet-stream': {
        schema: z.any().openapi({ type: 'string', format: 'binary', description }),
      },
    },
  };
}
