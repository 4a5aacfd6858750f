import type { Place } from "./reading/document.js";

/** Anything in the artefacts that a link of a chain may end at. */
export interface Thing {
  /** What a person calls it, and unique in its environment: `ServiceAccount shop/api`, `azurerm_key_vault.shop`. */
  readonly id: string;
  readonly place: Place;
  /** Path of the construct that wrote it, where the artefact says so. */
  readonly construct?: string;
}
