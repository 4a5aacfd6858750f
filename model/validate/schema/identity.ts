import { z } from "zod";
import { number, text } from "./basics.js";
import { byType } from "./either.js";

const split = byType("number", number, z.literal("auto"));
export const identity = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("managed-identity"),
    key: text,
    name: text.optional(),
    split,
    trust: z.enum(["federation", "identity-binding"]),
  }),
  z.strictObject({
    kind: z.literal("entra-application"),
    key: text,
    name: text.optional(),
    split,
    owners: z.array(text).optional(),
  }),
  z.strictObject({
    kind: z.literal("existing-identity"),
    key: text,
    clientId: text,
    principalId: text,
    resourceId: text.optional(),
    otherCredentials: number.optional(),
  }),
  z.strictObject({
    kind: z.literal("node-identity"),
    key: text,
    source: z.discriminatedUnion("from", [
      z.strictObject({ from: z.literal("add-on") }),
      z.strictObject({ from: z.literal("user-assigned"), clientId: text, principalId: text }),
      z.strictObject({ from: z.literal("system-assigned"), principalIds: z.array(text) }),
    ]),
  }),
  z.strictObject({ kind: z.literal("pod-identity"), key: text }),
]);
