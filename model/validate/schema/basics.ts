import { z } from "zod";

export const text = z.string();
export const texts = z.record(z.string(), z.string());
export const number = z.number();
