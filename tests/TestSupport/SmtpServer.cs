using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace FinOpsAI.TestSupport;

/// <summary>A mail as a server took it.</summary>
public sealed record ReceivedMail(string From, IReadOnlyList<string> To, string Data, string? User, bool WasEncrypted);

/// <summary>A real mail server on loopback: STARTTLS or TLS from the start with a certificate of its own making, AUTH PLAIN and LOGIN.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    public const string User = "finops";
    public const string Password = "s3cret-of-the-mail";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ReceivedMail> _mails = new();
    private readonly ConcurrentQueue<string> _commands = new();
    private readonly X509Certificate2 _certificate;
    private readonly bool _isImplicit;
    private readonly Task _accepting;

    private SmtpServer(bool isImplicit)
    {
        _isImplicit = isImplicit;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        _certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        Pem = made.ExportCertificatePem();
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Its certificate, to be trusted.</summary>
    public string Pem { get; }

    public IReadOnlyList<ReceivedMail> Mails => [.. _mails];

    /// <summary>Everything that was said to it, but for mails.</summary>
    public IReadOnlyList<string> Commands => [.. _commands];

    /// <summary>What it answers to a command instead of the usual; null for the usual.</summary>
    public Func<string, string?> Answer { get; set; } = _ => null;

    /// <summary>What it offers after EHLO.</summary>
    public string Auth { get; set; } = "PLAIN LOGIN";

    public bool OffersStartTls { get; set; } = true;

    public static SmtpServer Start(bool isImplicit = false) => new(isImplicit);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _certificate.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (_isImplicit)
                {
                    stream = await EncryptAsync(stream);
                }

                using var conversation = new Conversation(this, stream, _isImplicit);
                await conversation.RunAsync();
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                // The client went away, or does not trust the certificate.
            }
        }
    }

    private async Task<Stream> EncryptAsync(Stream stream)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
        return tls;
    }

    private sealed class Conversation(SmtpServer server, Stream stream, bool isEncrypted) : IDisposable
    {
        private StreamReader _reader = new(stream, Encoding.ASCII);
        private Stream _stream = stream;
        private bool _isEncrypted = isEncrypted;
        private string? _user;
        private string _from = "";
        private List<string> _to = [];

        public void Dispose() => _reader.Dispose();

        public async Task RunAsync()
        {
            await SayAsync("220 mail.test ESMTP");
            while (await _reader.ReadLineAsync(server._stop.Token) is { } line)
            {
                server._commands.Enqueue(line);
                if (server.Answer(line) is { } answer)
                {
                    await SayAsync(answer);
                }
                else if (!await FollowAsync(line))
                {
                    return;
                }
            }
        }

        private async Task<bool> FollowAsync(string line)
        {
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await SayAsync("250-mail.test");
                    if (server.OffersStartTls && !_isEncrypted)
                    {
                        await SayAsync("250-STARTTLS");
                    }

                    await SayAsync($"250-AUTH {server.Auth}");
                    await SayAsync("250 8BITMIME");
                    return true;
                case "STARTTLS" when server.OffersStartTls:
                    await SayAsync("220 go ahead");
                    _stream = await server.EncryptAsync(_stream);
                    _reader = new(_stream, Encoding.ASCII);
                    _isEncrypted = true;
                    return true;
                case "AUTH":
                    await SignInAsync(line);
                    return true;
                case "MAIL":
                    _from = Address(line);
                    _to = [];
                    await SayAsync("250 ok");
                    return true;
                case "RCPT":
                    _to.Add(Address(line));
                    await SayAsync("250 ok");
                    return true;
                case "DATA":
                    await TakeAsync();
                    return true;
                case "QUIT":
                    await SayAsync("221 bye");
                    return false;
                default:
                    await SayAsync("502 not known");
                    return true;
            }
        }

        private async Task SignInAsync(string line)
        {
            string user, password;
            if (line.StartsWith("AUTH PLAIN ", StringComparison.Ordinal))
            {
                var parts = Decode(line[11..]).Split('\0');
                (user, password) = (parts[1], parts[2]);
            }
            else
            {
                await SayAsync("334 VXNlcm5hbWU6");
                user = Decode((await _reader.ReadLineAsync(server._stop.Token))!);
                await SayAsync("334 UGFzc3dvcmQ6");
                password = Decode((await _reader.ReadLineAsync(server._stop.Token))!);
            }

            var isRight = user == User && password == Password;
            _user = isRight ? user : null;
            await SayAsync(isRight ? "235 welcome" : "535 wrong");
        }

        private async Task TakeAsync()
        {
            await SayAsync("354 go on");
            var data = new StringBuilder();
            while (await _reader.ReadLineAsync(server._stop.Token) is { } line && line != ".")
            {
                data.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
            }

            server._mails.Enqueue(new(_from, _to, data.ToString(), _user, _isEncrypted));
            await SayAsync("250 taken");
        }

        private Task SayAsync(string line) => _stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), server._stop.Token).AsTask();

        private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];

        private static string Decode(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text));
    }
}
