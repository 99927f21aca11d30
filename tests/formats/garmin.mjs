// SPDX-License-Identifier: MIT
// Decodes FIT files with Garmin's SDK: a job on standard input, the messages on standard output.
import { readFileSync } from "node:fs";

const job = JSON.parse(readFileSync(0, "utf8"));
const { Decoder, Stream } = await import(job.sdk);
const found = job.files.map((file) => {
  const stream = Stream.fromByteArray([...Buffer.from(file, "base64")]);
  if (!Decoder.isFIT(stream)) throw new Error("no FIT file");
  const decoder = new Decoder(stream);
  if (!decoder.checkIntegrity()) throw new Error("damaged");
  const { messages, errors } = decoder.read();
  if (errors.length) throw errors[0];
  return messages;
});
process.stdout.write(JSON.stringify(found));
