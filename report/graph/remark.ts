import type { Finding, Location } from "../../verify/index.js";
import { shown } from "./words.js";

/** A finding as it is drawn; every text may be shown as it is, once it is escaped. */
export interface Remark {
  readonly severity: string;
  readonly rule: string;
  readonly message: string;
  /** `dist/k8s/prod/shop.yaml:12`. */
  readonly place?: string;
  readonly allowed?: string;
  readonly fix?: string;
  /** What the cluster, Azure or Terraform would have shown. */
  readonly shows?: string;
}

/** A finding, ready to be shown. */
export function remarkOf({ severity, rule, message, at, allowed, fix, shows }: Finding): Remark {
  return {
    severity,
    rule,
    message: shown(message),
    place: placeOf(at),
    allowed: shown(allowed),
    fix: shown(fix),
    shows: shows === undefined ? undefined : shown(shows),
  };
}

/** What two findings have in common that are the same one. */
export function keyOfFinding({ rule, message, at }: Finding): string {
  return JSON.stringify([rule, message, at.file, at.line, at.field]);
}

/** A file and a line, as editors and terminals open them. */
export function placeOf({ file, line }: Location): string {
  return `${shown(file)}:${line}`;
}
