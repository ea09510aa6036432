using System.Globalization;

namespace Ting.Load;

internal sealed record LoadOptions(int Small, int Large, int Clients, int Seconds, int Visitors, string? Postgres, string Server)
{
    public const string Help = """
        Usage: Ting.Load server [options]
               Ting.Load insights|review|import [--large N] [--server FILE]

          --small N       conversations in the small workspace        (10000)
          --large N       conversations in the large workspace        (100000; insights: 1000000; import: people)
          --clients N     clients at once                             (8)
          --seconds N     seconds a measurement                       (8)
          --visitors N    visitors connected in the live measurement  (500)
          --postgres S    connection string of a PostgreSQL server; a database is made and dropped
          --server FILE   the server's program (ting-server or ting-server.dll); the built one when left out
        """;

    public static LoadOptions? Parse(string[] args)
    {
        if (args.Length == 0 || args[0] is not ("server" or "insights" or "review" or "import"))
            return null;

        var options = new LoadOptions(10_000, args[0] == "insights" ? 1_000_000 : 100_000, 8, 8, 500, null, Path.Combine(AppContext.BaseDirectory, "ting-server.dll"));
        for (var i = 1; i + 1 < args.Length; i += 2)
        {
            var value = args[i + 1];
            options = args[i] switch
            {
                "--small" => options with { Small = Number(value) },
                "--large" => options with { Large = Number(value) },
                "--clients" => options with { Clients = Number(value) },
                "--seconds" => options with { Seconds = Number(value) },
                "--visitors" => options with { Visitors = Number(value) },
                "--postgres" => options with { Postgres = value },
                "--server" => options with { Server = value },
                _ => throw new ArgumentException($"Unknown option {args[i]}."),
            };
        }

        return options;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
