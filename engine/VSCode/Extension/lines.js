// Lines of a conversation in UTF-8, none of which is kept beyond a length, however long the other side goes on.
"use strict";

const newLine = 10;
const beginning = 4096; // bytes of a line that is too long: enough to see whose it is

/**
 * Reads a stream to its end.
 * @param {import("stream").Readable} stream of bytes
 * @param {number} longest the longest line that is kept whole, in bytes
 * @param {(line: string, length: number, isCut: boolean) => void} onLine told of each line: its text, or its beginning, and its length in
 * bytes
 */
function readLines(stream, longest, onLine) {
  let parts = [];
  let length = 0;
  const end = () => {
    onLine(Buffer.concat(parts).toString("utf8"), length, length > longest);
    parts = [];
    length = 0;
  };
  stream.on("data", data => {
    for (let from = 0; from < data.length;) {
      const at = data.indexOf(newLine, from);
      const part = data.subarray(from, at < 0 ? data.length : at);
      from += part.length + 1;
      if (length <= longest) parts.push(part);
      length += part.length;
      if (length > longest && parts.length > 0) parts = [Buffer.from(Buffer.concat(parts).subarray(0, beginning))];
      if (at >= 0) end();
    }
  });
  stream.on("end", () => {
    if (length > 0) end();
  });
}

module.exports = { readLines };
