using System.Security.Cryptography;
using Ting.Server.Platform.Data;

namespace Ting.Server.Platform.Files;

/// <summary>Keeps files by what they hold: the same content is stored once, and a name can be checked against it.</summary>
public sealed class FileStore
{
    private readonly string _folder;

    public FileStore(IConfiguration configuration, IHostEnvironment environment) => _folder = Path.Combine(configuration.DataFolder(environment), "files");

    private FileStore(string folder) => _folder = folder;

    /// <summary>A part by itself: it shares no file with any other, so all of it can go at once.</summary>
    public FileStore In(string part) => new(Path.Combine(_folder, part));

    /// <summary>Reads to the end or until there is more than allowed.</summary>
    /// <returns>The SHA-256 of the content in lower-case hexadecimal and its size; null when it is larger than <paramref name="most"/>.</returns>
    public async Task<(string Hash, long Size)?> SaveAsync(Stream content, long most, CancellationToken cancel)
    {
        Directory.CreateDirectory(_folder);
        var temporary = Path.Combine(_folder, $".{Guid.CreateVersion7():N}");
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var size = 0L;
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                var buffer = new byte[64 * 1024];
                for (int read; (read = await content.ReadAsync(buffer, cancel)) > 0;)
                {
                    size += read;
                    if (size > most)
                        return null;
                    hash.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), cancel);
                }

                file.Flush(flushToDisk: true);
            }

            var name = Convert.ToHexStringLower(hash.GetHashAndReset());
            var place = PlaceOf(name);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Move(temporary, place, overwrite: true);
            return (name, size);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <returns>Null when there is no such file.</returns>
    public Stream? Open(string hash) => File.Exists(PlaceOf(hash)) ? new FileStream(PlaceOf(hash), FileMode.Open, FileAccess.Read, FileShare.Read) : null;

    public void DeleteAll()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    public void Delete(string hash) => File.Delete(PlaceOf(hash));

    /// <summary>Deletes it unless it was stored, or stored again, after that moment.</summary>
    public void DeleteOlder(string hash, DateTimeOffset than)
    {
        if (File.Exists(PlaceOf(hash)) && File.GetLastWriteTimeUtc(PlaceOf(hash)) < than.UtcDateTime)
            Delete(hash);
    }

    private string PlaceOf(string hash) =>
        hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower)
            ? Path.Combine(_folder, hash[..2], hash)
            : throw new ArgumentException("Not a content hash.", nameof(hash));
}
