import { z } from "zod";
import { text, texts } from "./basics.js";
import { byField } from "./either.js";

export const guardrails = z.strictObject({
  scope: z.enum(["environment", "cluster"]).optional(),
  action: z.enum(["Deny", "Warn"]).optional(),
  classWriters: z.array(text).optional(),
  deployers: z.array(text).optional(),
});

export const scraping = z.strictObject({
  collector: z.enum(["azure", "operator"]).optional(),
  interval: text.optional(),
  labels: texts.optional(),
  namespace: text.optional(),
  alertRules: z.boolean().optional(),
  dashboardNamespace: text.optional(),
  networkPolicy: z.boolean().optional(),
});

export const argoCd = z.strictObject({
  repository: text,
  revision: text.optional(),
  namespace: text.optional(),
  project: text.optional(),
  destination: byField("server", z.strictObject({ server: text }), z.strictObject({ name: text })).optional(),
  automated: z.boolean().optional(),
  prune: z.boolean().optional(),
});

export const patches = z.record(
  z.string(),
  z.array(
    z.discriminatedUnion("op", [
      z.strictObject({ op: z.enum(["add", "replace", "test"]), path: text, value: z.unknown() }),
      z.strictObject({ op: z.literal("remove"), path: text }),
      z.strictObject({ op: z.enum(["move", "copy"]), from: text, path: text }),
    ]),
  ),
);
