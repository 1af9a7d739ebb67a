// A button beside each command on the index that copies it.
(() => {
  "use strict";
  for (const command of document.querySelectorAll(".command")) {
    const text = command.querySelector("code");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: "Copy" });
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
        button.textContent = "Copied";
        setTimeout(() => { button.textContent = "Copy"; }, 2000);
      } catch {
        getSelection().selectAllChildren(text); // where a page may not write there, the reader can
      }
    });
    command.append(button);
  }
})();
