"""A mail server for tests: STARTTLS and AUTH are required, every message goes into a file of its own.

    smtpd.py --dir DIR [--user USER --password PASSWORD]

writes DIR/cert.pem (of a certificate made anew, for 127.0.0.1) and prints "listening PORT".
"""

import argparse
import datetime
import ipaddress
import pathlib
import socket
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


def certificate(folder):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "kijun test")])
    now = datetime.datetime.now(datetime.timezone.utc)
    cert = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(cert.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


class Mailbox:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        text = f"X-Envelope: {envelope.mail_from} {' '.join(envelope.rcpt_tos)}\r\n".encode() + envelope.content
        part = self.folder / f".{self.count}"
        part.write_bytes(text)
        part.rename(self.folder / f"{self.count}.eml")
        return "250 OK"


class Server(Controller):
    def __init__(self, handler, context, options):
        super().__init__(handler, hostname="127.0.0.1", port=0)
        self.context, self.options = context, options

    def factory(self):
        def login(server, session, envelope, mechanism, data):
            good = data.login.decode() == self.options.user and data.password.decode() == self.options.password
            return AuthResult(success=good, handled=good)

        return SMTP(self.handler, tls_context=self.context, require_starttls=True, auth_required=bool(self.options.user), authenticator=login)

    def _trigger_server(self):
        """The controller would connect to the port that it was given, which is none here, not to the one that it got."""
        with socket.create_connection(self.server.sockets[0].getsockname(), 5) as s:
            s.recv(1024)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dir", type=pathlib.Path, required=True)
    parser.add_argument("--user", default="")
    parser.add_argument("--password", default="")
    options = parser.parse_args()
    server = Server(Mailbox(options.dir), certificate(options.dir), options)
    server.start()
    print("listening", server.server.sockets[0].getsockname()[1], flush=True)
    sys.stdin.read()  # until whoever started it goes
    server.stop()


if __name__ == "__main__":
    main()
