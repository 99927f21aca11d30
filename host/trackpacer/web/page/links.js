// SPDX-License-Identifier: MIT
// The browser's Bluetooth and serial port: choose, connect, carry bytes. What the bytes mean is
// Python's (inside/bluetooth.py, inside/serial_port.py).

const SERVICE = 0xfebb;
const VERSION = "adaf0100-4669-6c65-5472-616e73666572";
const TRANSFER = "adaf0200-4669-6c65-5472-616e73666572";

// Python waits for bytes in the middle of its work, which a browser must be able to let it do.
const patient = "Suspending" in WebAssembly;

export const kinds = [
  { kind: "air", words: "by Bluetooth", there: patient && "bluetooth" in navigator, open: air },
  { kind: "cable", words: "by cable", there: patient && "serial" in navigator, open: cable },
];

// Each opens a link: `about` is what Python is told of it; `send`, `signals` and `close` carry on.
// got: called with bytes that came; ended: when the link is gone.

async function cable({ got, ended }) {
  const port = await navigator.serial.requestPort();
  await port.open({ baudRate: 115200, bufferSize: 4096 });
  // Both at once, as a laptop does: one after the other would reset some boards.
  await port.setSignals({ dataTerminalReady: true, requestToSend: true });
  const reader = port.readable.getReader();
  const writer = port.writable.getWriter();
  const reading = (async () => {
    try {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        got(value);
      }
    } catch {
      // The cable was pulled.
    } finally {
      ended();
    }
  })();
  return {
    about: { kind: "cable" },
    send: (bytes) => writer.write(bytes),
    signals: (lines) => port.setSignals(lines),
    close: async () => {
      await reader.cancel().catch(() => {});
      await reading;
      reader.releaseLock();
      await writer.close().catch(() => {});
      writer.releaseLock();
      await port.close().catch(() => {});
    },
  };
}

async function air({ got, ended }) {
  const device = await navigator.bluetooth.requestDevice({ filters: [{ services: [SERVICE] }] });
  device.addEventListener("gattserverdisconnected", ended, { once: true });
  const server = await device.gatt.connect();
  try {
    const service = await server.getPrimaryService(SERVICE);
    // Read first: a read is what makes a phone pair.
    const version = await (await service.getCharacteristic(VERSION)).readValue();
    const transfer = await service.getCharacteristic(TRANSFER);
    transfer.addEventListener("characteristicvaluechanged", ({ target: { value } }) =>
      got(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)),
    );
    await transfer.startNotifications();
    const bytes = Array.from(new Uint8Array(version.buffer, version.byteOffset, version.byteLength));
    return {
      about: { kind: "air", name: device.name ?? "", version: bytes },
      send: (data) => transfer.writeValueWithoutResponse(data),
      signals: async () => {},
      close: async () => device.gatt.disconnect(),
    };
  } catch (error) {
    device.gatt.disconnect();
    throw error;
  }
}

// Why there is no link, in words.
export function why(error, kind) {
  if (error.problem) return error;
  if (error.name === "NotFoundError") return { problem: "No watch was chosen." };
  if (kind === "cable" && ["InvalidStateError", "NetworkError"].includes(error.name))
    return { problem: "The cable's port cannot be opened.", hint: "Is another program or another tab using it? Close that, and try again." };
  if (kind === "air")
    return { problem: "The watch did not let us in.", hint: `Hold its button for 3 seconds, stay near, and try again. If it asks for a passkey, type the six digits that came with the watch. (${error.message})` };
  return { problem: "There is no link to the watch.", hint: error.message };
}
