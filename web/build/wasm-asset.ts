import type { Plugin } from 'vite';

const WASM_IN_SOURCE = /"data:application\/wasm;base64,([A-Za-z0-9+/=]+)"/;

/**
 * Takes the RDP backend's WebAssembly out of the JavaScript that carries it as base64, and makes it a file of its own.
 * So it is a third smaller to load, is compiled while it loads, and the browser keeps the compiled code.
 */
export function wasmAsset(): Plugin {
  return {
    name: 'usher-wasm-asset',
    apply: 'build',
    transform(code, id) {
      if (!id.includes('@devolutions/iron-remote-desktop-rdp')) {
        return null;
      }
      const found = WASM_IN_SOURCE.exec(code);
      if (!found?.[1]) {
        return this.error('no WebAssembly in the RDP backend (expected: a data: address); look at build/wasm-asset.ts');
      }
      const reference = this.emitFile({
        type: 'asset',
        name: 'rdp.wasm',
        source: Buffer.from(found[1], 'base64'),
      });
      return { code: code.replace(found[0], () => `import.meta.ROLLUP_FILE_URL_${reference}`), map: null };
    },
  };
}
