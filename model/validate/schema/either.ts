import { z } from "zod";

/** A schema for objects that have a field, and another for everything else: its problems name the inner place. */
export function byField(field: string, having: z.ZodType, otherwise: z.ZodType): z.ZodType {
  return either((value) => typeof value === "object" && value !== null && field in value, having, otherwise);
}

/** A schema for values of a type, and another for everything else. */
export function byType(type: "string" | "number", having: z.ZodType, otherwise: z.ZodType): z.ZodType {
  return either((value) => typeof value === type, having, otherwise);
}

function either(test: (value: unknown) => boolean, one: z.ZodType, other: z.ZodType): z.ZodType {
  return z.unknown().check((context) => {
    const { value } = context;
    const schema = test(value) ? one : other;
    for (const issue of schema.safeParse(value).error?.issues ?? []) {
      context.issues.push({ ...issue, code: "custom", params: { issue }, input: value } as never);
    }
  });
}
