// The editor makes style elements. The page's policy takes those alone that carry its nonce.
const nonce = document.currentScript.nonce;
const createElement = Document.prototype.createElement;
Document.prototype.createElement = function (name, options) {
  const element = createElement.call(this, name, options);
  if (String(name).toLowerCase() === "style") {
    element.nonce = nonce;
  }
  return element;
};
