// Passkeys: asks the browser what the page's question says and sends its answer with the form. Without this file the
// forms stay hidden, and a password with a second step does.
"use strict";

const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const question = (kind, options) => {
  const asked = { ...options, challenge: toBytes(options.challenge) };
  if (kind === "create") {
    asked.user = { ...options.user, id: toBytes(options.user.id) };
    asked.excludeCredentials = (options.excludeCredentials || []).map((one) => ({ ...one, id: toBytes(one.id) }));
  }
  return { publicKey: asked };
};

const answer = (credential) => {
  const said = credential.response;
  const response = { clientDataJSON: toText(said.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (said[part]) response[part] = toText(said[part]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: {},
  });
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) break;
  const kind = form.dataset.passkey;
  const said = form.querySelector("[role=status]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.antwoord.value) return;
    event.preventDefault();
    said.textContent = "";
    try {
      const credential = await navigator.credentials[kind](question(kind, JSON.parse(form.dataset.options)));
      form.elements.antwoord.value = answer(credential);
      form.submit();
    } catch {
      // Called off, or there is no passkey for this website: which of them a page is not told.
      said.textContent = form.dataset.refused;
    }
  });
}
