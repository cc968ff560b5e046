namespace Baton.Server.Import;

/// <summary>
/// Holds results until the client reads them. Many clients send a whole body before they read a byte of the answer, so an
/// import that waited for its answer to be read would wait for ever: what the client does not take goes to memory, and
/// beyond a few megabytes to a temporary file that nobody else can open. One writer, one reader.
/// </summary>
internal sealed class ResultSpool(int memory) : IAsyncDisposable
{
    private const int ChunkSize = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<byte[]> _chunks = [];
    private readonly SemaphoreSlim _more = new(0);
    private FileStream? _file;
    private long _held;
    private long _fileRead;
    private long _fileWritten;
    private bool _isEnd;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_held + bytes.Length <= memory && _fileRead == _fileWritten)
            {
                _chunks.Enqueue(bytes.ToArray());
                _held += bytes.Length;
            }
            else
            {
                Spill(bytes);
            }
        }

        _more.Release();
    }

    /// <summary>Nothing more comes.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isEnd = true;
        }

        _more.Release();
    }

    /// <summary>Copies everything, in order, until the end.</summary>
    public async Task Pump(Stream output, CancellationToken cancellation)
    {
        while (true)
        {
            await _more.WaitAsync(cancellation);
            while (Take() is { } chunk)
            {
                await output.WriteAsync(chunk, cancellation);
            }

            await output.FlushAsync(cancellation);
            if (IsDone())
            {
                return;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _more.Dispose();
        if (_file is not null)
        {
            await _file.DisposeAsync();
        }
    }

    private bool IsDone()
    {
        lock (_gate)
        {
            return _isEnd && _chunks.Count == 0 && _fileRead == _fileWritten;
        }
    }

    // Memory holds what is older than the file: once the file is in use, nothing goes to memory until it is read empty.
    private byte[]? Take()
    {
        lock (_gate)
        {
            if (_chunks.TryDequeue(out var chunk))
            {
                _held -= chunk.Length;
                return chunk;
            }

            return _fileRead < _fileWritten ? Unspill() : null;
        }
    }

    private void Spill(ReadOnlySpan<byte> bytes)
    {
        _file ??= NewFile();
        RandomAccess.Write(_file.SafeFileHandle, bytes, _fileWritten);
        _fileWritten += bytes.Length;
    }

    // For the eyes of this user alone where the system knows such a mode.
    private static FileStream NewFile()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(Path.Combine(Path.GetTempPath(), "baton-" + Path.GetRandomFileName()), options);
    }

    private byte[] Unspill()
    {
        var chunk = new byte[Math.Min(ChunkSize, _fileWritten - _fileRead)];
        var read = RandomAccess.Read(_file!.SafeFileHandle, chunk, _fileRead);
        _fileRead += read;
        if (_fileRead == _fileWritten)
        {
            RandomAccess.SetLength(_file.SafeFileHandle, 0);
            (_fileRead, _fileWritten) = (0, 0);
        }

        return read == chunk.Length ? chunk : chunk[..read];
    }
}
