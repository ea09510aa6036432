namespace Ting.Listening;

/// <summary>Which character stands for another one when texts are compared.</summary>
internal static class Folding
{
    private static readonly char[] Widths = Table("folding.tsv", traditional: false);
    private static readonly char[] Simplified = Table("traditional.tsv", traditional: true);
    private static readonly Dictionary<char, string> Expansions = Expanded();

    /// <summary>Full width to half width, upper case to lower case, one kind of quotation mark; 0 where <see cref="Expansion"/> answers.</summary>
    public static char Plain(char letter) => Widths[letter];

    /// <summary>As <see cref="Plain"/>, and traditional characters become simplified ones.</summary>
    public static char Chinese(char letter) => Simplified[Widths[letter]];

    /// <summary>The simplified character for a traditional one; every other character as it is.</summary>
    public static char Simple(char letter) => Simplified[letter];

    public static string Expansion(char letter) => Expansions[letter];

    private static char[] Table(string name, bool traditional)
    {
        var table = new char[char.MaxValue + 1];
        for (var code = 0; code < table.Length; code++)
            table[code] = traditional || code is (> 0x2fff and < 0xff00) ? (char)code : char.ToLowerInvariant((char)code);

        foreach (var line in KnowledgeFile.Lines(name))
            if (traditional)
                for (var at = 0; at + 1 < line.Length; at += 2)
                    table[line[at]] = line[at + 1];
            else if (line.Length == 3)
                table[line[0]] = line[2];
            else
                table[line[0]] = '\0';
        return table;
    }

    private static Dictionary<char, string> Expanded() =>
        KnowledgeFile.Lines("folding.tsv").Where(line => line.Length > 3).ToDictionary(line => line[0], line => line[2..]);
}
