// For tests/components/server/test_hdf5_in_the_browser.py: what the page makes of an .h5. Arguments: the library, the
// file, points an axis, bytes that may be sent.
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

const [library, path, points, bytes] = process.argv.slice(2);
runInThisContext(readFileSync(library, "utf8"));
await import("../../assets/slices/surface_hdf5.js");
const file = readFileSync(path);
const buffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
const opened = new globalThis.hdf5.File(buffer, path);
const found = globalThis.lossfold.surfaceHdf5.read(opened, { points: Number(points), bytes: Number(bytes) });
process.stdout.write(JSON.stringify(found));
