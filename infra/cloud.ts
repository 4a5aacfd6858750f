import type { ResolvedEnvironment } from "../model/index.js";

/** The argument `environment` of providers and of backends, which all take the public cloud where nothing is said. */
export function environmentOf(cloud: ResolvedEnvironment["cloud"]): string | undefined {
  return cloud === "public" ? undefined : cloud;
}
