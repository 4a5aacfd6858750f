import { z } from "zod";
import { number, text } from "./basics.js";
import { byField, byType } from "./either.js";
import { fileReference, mounted, syncedSecret } from "./objects.js";

const subPath = z.strictObject({ path: text, file: fileReference });

export const mount = z.strictObject({
  path: text.optional(),
  objects: z.array(mounted),
  subPaths: z.array(subPath).optional(),
  sync: z.array(syncedSecret).optional(),
  providerClass: text.optional(),
  volume: text.optional(),
});

const mountView = z.strictObject({ mount, path: text.optional(), subPaths: z.array(subPath).optional() });

const timing = {
  initialDelay: number.optional(),
  period: number.optional(),
  timeout: number.optional(),
  successThreshold: number.optional(),
  failureThreshold: number.optional(),
};
const port = byType("number", number, text);
const httpProbe = z.strictObject({
  ...timing,
  http: z.strictObject({ port, path: text.optional(), scheme: z.enum(["HTTP", "HTTPS"]).optional() }),
});
const tcpProbe = z.strictObject({ ...timing, tcp: port });
const grpcProbe = z.strictObject({ ...timing, grpc: number });
const execProbe = z.strictObject({ ...timing, exec: z.array(text) });
const probe = byField("http", httpProbe, byField("tcp", tcpProbe, byField("grpc", grpcProbe, execProbe))).optional();

/** Where variables come from. */
export const variables = {
  env: z.record(z.string(), byField("secret", z.strictObject({ secret: text, key: text }), text)).optional(),
  envFrom: z.array(byField("secret", z.strictObject({ secret: syncedSecret, prefix: text }), syncedSecret)).optional(),
};

/** What every container has. */
export const containerProps = {
  ...variables,
  image: text,
  command: z.array(text).optional(),
  args: z.array(text).optional(),
  ports: z
    .record(
      z.string(),
      byType("number", number, z.strictObject({ port: number, protocol: z.enum(["TCP", "UDP", "SCTP"]).optional() })),
    )
    .optional(),
  probes: z.strictObject({ liveness: probe, readiness: probe, startup: probe }).optional(),
  resources: z
    .strictObject({
      cpuRequest: text.optional(),
      cpuLimit: text.optional(),
      memoryRequest: text.optional(),
      memoryLimit: text.optional(),
    })
    .optional(),
  scratch: z.array(text).optional(),
  runAsUser: byType("number", number, text).optional(),
  security: z
    .strictObject({
      reason: text,
      root: z.boolean().optional(),
      writableRoot: z.boolean().optional(),
      capabilities: z.array(text).optional(),
    })
    .optional(),
};

const further = { ...containerProps, name: text, mounts: z.array(byField("mount", mountView, mount)).optional() };

export const container = z.strictObject(further);

export const initContainer = z.strictObject({ ...further, sidecar: z.boolean().optional() });
