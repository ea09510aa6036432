using System.IO.Compression;
using System.Text;
using Ting.Server.Features.Academy.Courses;

namespace Ting.Server.Features.Academy.Writing;

/// <summary>A course as one file to hand on: a ZIP of the files that stand in the repository, in a folder named like the course.</summary>
internal static class CourseArchive
{
    public const long MostBytes = 2_000_000;
    private const int MostFiles = 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // any moment will do, as long as it is the same one: the same course gives the same file
    private static readonly DateTimeOffset Packed = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Write(string key, IReadOnlyDictionary<string, string> files)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                var entry = zip.CreateEntry($"{key}/{name}");
                entry.LastWriteTime = Packed;
                using var stream = entry.Open();
                stream.Write(Strict.GetBytes(text));
            }
        }

        return buffer.ToArray();
    }

    /// <param name="content">Of the file; it can be read again from its beginning.</param>
    /// <param name="problems">What is wrong is added to it.</param>
    /// <returns>The name of the folder when there is one, and the course; null when it cannot be read.</returns>
    public static (string? Key, WrittenCourse? Course) Read(Stream content, List<FileProblem> problems)
    {
        Dictionary<string, string> files = [];
        HashSet<string> folders = [];
        try
        {
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MostFiles)
            {
                problems.Add(new FileProblem("ZIP", 1, "zip.many"));
                return (null, null);
            }

            foreach (var entry in zip.Entries.Where(entry => !entry.FullName.EndsWith('/') && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal)))
            {
                if (entry.FullName.Split('/') is { Length: 2 } parts)
                    folders.Add(parts[0]);
                if (Text(entry, problems) is not { } text)
                    continue;
                if (!files.TryAdd(entry.Name, text))
                    problems.Add(new FileProblem(entry.FullName, 1, "zip.twice"));
            }
        }
        catch (InvalidDataException)
        {
            problems.Add(new FileProblem("ZIP", 1, "zip.broken"));
            return (null, null);
        }

        if (problems.Count > 0)
            return (null, null);
        if (folders.Count > 1)
        {
            problems.Add(new FileProblem("ZIP", 1, "zip.folders"));
            return (null, null);
        }

        return (folders.FirstOrDefault(), CourseFormat.Read(files, problems));
    }

    // What an entry says of its size need not be true: no more is read than a file may have.
    private static string? Text(ZipArchiveEntry entry, List<FileProblem> problems)
    {
        using var stream = entry.Open();
        var bytes = new byte[(WriteCourse.MostCharacters * 3) + 1];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read == bytes.Length)
        {
            problems.Add(new FileProblem(entry.FullName, 1, "zip.large"));
            return null;
        }

        try
        {
            var text = Strict.GetString(bytes, 0, read);
            var broken = text.IndexOf('\0', StringComparison.Ordinal);
            if (broken < 0)
                return text.TrimStart('\uFEFF');
            problems.Add(new FileProblem(entry.FullName, text.AsSpan(0, broken).Count('\n') + 1, "encoding"));
        }
        catch (DecoderFallbackException)
        {
            problems.Add(new FileProblem(entry.FullName, 1, "encoding"));
        }

        return null;
    }
}
