import { z } from "zod";
import { number, text, texts } from "./basics.js";
import { byField } from "./either.js";

export const subnet = z.strictObject({ name: text, network: text, range: text.optional() });
export const network = z.discriminatedUnion("origin", [
  z.strictObject({
    origin: z.literal("new"),
    name: text,
    ranges: z.array(text),
    subnets: z.record(z.string(), z.strictObject({ name: text, network: text, range: text })),
  }),
  z.strictObject({
    origin: z.literal("existing"),
    name: text,
    resourceGroup: text,
    subnets: z.record(z.string(), z.strictObject({ name: text, network: text })),
  }),
]);

export const anyPool = {
  name: text,
  vmSize: text,
  nodes: byField("min", z.strictObject({ min: number, max: number }), number),
  zones: z.array(text).optional(),
  subnet: subnet.optional(),
  maxPods: number.optional(),
  osDiskGb: number.optional(),
};
/** A pool beside the system's. */
export const nodePool = z.strictObject({
  ...anyPool,
  os: z.enum(["Linux", "Windows"]),
  labels: texts,
  taints: z.array(text),
});
