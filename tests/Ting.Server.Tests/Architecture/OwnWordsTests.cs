using System.Collections.Concurrent;

namespace Ting.Server.Tests.Architecture;

/// <summary>What Ting says it says in its own words: short phrases, items and facts of the texts it grew from may stand here, their pages may not.</summary>
[Trait("req", "DATA-02")]
public sealed class OwnWordsTests
{
    private const string Remembered = "source-texts.fingerprints";
    private static readonly HashSet<string> Kinds = [".cs", ".razor", ".resx", ".md", ".yaml", ".tsv", ".jsonl", ".json", ".ts", ".css", ".txt", ".svg", ".html"];
    private static readonly HashSet<string> NotOurs = ["bin", "obj", "artifacts", "node_modules", ".git"];

    [Fact]
    public void No_passage_of_the_texts_it_grew_from_stands_in_the_project()
    {
        var root = Root();
        var file = Path.Combine(root, "tests", "Ting.Server.Tests", "Architecture", Remembered);
        if (Environment.GetEnvironmentVariable("TING_SOURCE_TEXTS") is { } folder) // writes the fingerprints anew; the texts themselves are no part of the project
            File.WriteAllBytes(file, TextFingerprints.Write(Directory.EnumerateFiles(folder).SelectMany(it => TextFingerprints.Of(File.ReadAllText(it))).ToHashSet()));

        var remembered = TextFingerprints.Read(File.ReadAllBytes(file));
        Assert.True(remembered.Count > 5000, $"{remembered.Count} fingerprints are too few for five texts.");

        var looked = 0;
        var found = new ConcurrentBag<string>();
        Parallel.ForEach(Ours(new DirectoryInfo(root)), it =>
        {
            Interlocked.Increment(ref looked);
            if (TextFingerprints.FirstIn(File.ReadAllText(it.FullName), remembered) is { } passage)
                found.Add($"{Path.GetRelativePath(root, it.FullName)}: {passage}");
        });

        Assert.True(looked > 2000, $"Only {looked} files were looked at.");
        Assert.Empty(found);
    }

    [Fact]
    public void A_passage_is_found_whatever_its_commas_and_a_phrase_is_not()
    {
        var text = string.Concat(Enumerable.Range(1, 400).Select(number => $"Satz {number * 7919 % 1009}, so {number * 31}. "));
        var remembered = TextFingerprints.Of(text);
        var passage = string.Concat(text.Where(char.IsLetterOrDigit)).Substring(700, TextFingerprints.Surely);

        Assert.NotNull(TextFingerprints.FirstIn($"Vorher. {string.Join(" - ", passage.ToUpperInvariant().Chunk(5).Select(it => new string(it)))}! Nachher.", remembered));
        Assert.Null(TextFingerprints.FirstIn($"Vorher. {passage[..(TextFingerprints.Run - 1)]} Nachher.", remembered));
        Assert.All(Enumerable.Range(0, 500), at => Assert.NotNull(TextFingerprints.FirstIn(string.Concat(text.Where(char.IsLetterOrDigit)).Substring(at, TextFingerprints.Surely), remembered)));
        Assert.Equal(remembered, TextFingerprints.Read(TextFingerprints.Write(remembered)));
    }

    private static IEnumerable<FileInfo> Ours(DirectoryInfo folder) =>
    [
        .. folder.EnumerateFiles().Where(it => Kinds.Contains(it.Extension)),
        .. folder.EnumerateDirectories().Where(it => !NotOurs.Contains(it.Name) && it.LinkTarget is null).SelectMany(Ours),
    ];

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Ting.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the source tree.");
    }
}
