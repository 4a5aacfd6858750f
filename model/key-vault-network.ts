import type { ExistingDnsZone, Subnet } from "./network.js";

/**
 * Who reaches a vault. The driver runs on the nodes, so it is they who must: pods' network policies do not matter, and
 * the exception for "trusted services" does not cover the driver. It is therefore never switched on.
 */
export type KeyVaultNetwork =
  /** Every address; tokens decide. */
  | { readonly access: "public" }
  /** These public IPv4 ranges and subnets, and nobody else. */
  | { readonly access: "restricted"; readonly ranges?: readonly string[]; readonly subnets?: readonly Subnet[] }
  /** A private endpoint alone. Whoever deploys objects of the vault needs a way into the network, too. */
  | {
      readonly access: "private";
      /** Subnet of the private endpoint. */
      readonly subnet: Subnet;
      /**
       * The zone that makes the vault's name resolve to the private address.
       *
       * @default - one for the environment, created and linked to the networks of its nodes and private endpoints
       */
      readonly dnsZone?: ExistingDnsZone;
    };
