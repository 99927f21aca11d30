// SPDX-License-Identifier: MIT
// A serial port and a radio for the page, in place of the browser's: what lies behind them is the
// test's (watches.py), reached through bindings. They refuse what a browser refuses: a chooser that
// no press asked for (Web Serial 4.2, Web Bluetooth 4.2), a service that was not asked for, a port
// that is closed while its streams are held, a packet that the link has no room for. Left out: what
// a chooser looks like, ports and devices that are remembered.
(() => {
  const pressed = (what) => {
    if (!navigator.userActivation.isActive) throw new DOMException(`${what}: no user gesture`, "SecurityError");
  };
  const asBytes = (data) =>
    ArrayBuffer.isView(data) ? Array.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)) : Array.from(new Uint8Array(data));

  class Port extends EventTarget {
    async open({ baudRate }) {
      if (this.readable) throw new DOMException("already open", "InvalidStateError");
      if (baudRate !== 115200) throw new TypeError("baudRate");
      await window.serialOpen();
      this.readable = new ReadableStream({
        start: (controller) => {
          window.serialGot = (bytes) => (bytes ? controller.enqueue(new Uint8Array(bytes)) : controller.error(new DOMException("gone", "NetworkError")));
        },
      });
      this.writable = new WritableStream({ write: (chunk) => window.serialWrite(asBytes(chunk)) });
    }

    async setSignals(signals) {
      if (!this.readable) throw new DOMException("not open", "InvalidStateError");
      await window.serialSignals(signals);
    }

    async close() {
      if (this.readable.locked || this.writable.locked) throw new TypeError("a stream is locked");
      this.readable = this.writable = null;
      await window.serialClose();
    }
  }

  const serial = {
    requestPort: async () => {
      pressed("requestPort");
      return new Port();
    },
  };

  class Characteristic extends EventTarget {
    constructor(uuid) {
      super();
      this.uuid = uuid;
    }

    async readValue() {
      return new DataView(new Uint8Array(await window.bleRead(this.uuid)).buffer);
    }

    async startNotifications() {
      window.bleGot = (bytes) => {
        this.value = new DataView(new Uint8Array(bytes).buffer);
        this.dispatchEvent(new Event("characteristicvaluechanged"));
      };
      await window.bleNotify(this.uuid);
      return this;
    }

    async writeValueWithoutResponse(data) {
      const bytes = asBytes(data);
      if (bytes.length > 512) throw new DOMException("over 512 bytes", "InvalidModificationError");
      if (!(await window.bleWrite(this.uuid, bytes))) throw new DOMException("GATT operation failed", "NetworkError");
    }
  }

  class Device extends EventTarget {
    constructor(name, allowed) {
      super();
      this.name = name;
      const server = {
        connected: false,
        connect: async () => {
          await window.bleConnect(name);
          server.connected = true;
          window.bleLost = () => {
            server.connected = false;
            this.dispatchEvent(new Event("gattserverdisconnected"));
          };
          return server;
        },
        disconnect: () => {
          server.connected = false;
          window.bleDisconnect();
        },
        getPrimaryService: async (service) => {
          if (!allowed.includes(service)) throw new DOMException("not asked for", "SecurityError");
          return { getCharacteristic: async (uuid) => new Characteristic(uuid) };
        },
      };
      this.gatt = server;
    }
  }

  const bluetooth = {
    requestDevice: async ({ filters, optionalServices = [] }) => {
      pressed("requestDevice");
      const name = await window.bleChoose();
      if (name === null) throw new DOMException("User cancelled the requestDevice() chooser.", "NotFoundError");
      return new Device(name, [...filters.flatMap(({ services }) => services), ...optionalServices]);
    },
  };

  Object.defineProperty(navigator, "serial", { value: serial });
  Object.defineProperty(navigator, "bluetooth", { value: bluetooth });
})();
