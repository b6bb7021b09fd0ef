// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pictureorder.h"

namespace demo
{

/// One task of a generation, as the workshop sees it: what is wanted, and whom to tell. A task makes
/// `batchSize` pictures at once.
class ImageTask
{
public:
    enum class Picture { Real, Intermediate, Extra };

    virtual ~ImageTask() = default;

    [[nodiscard]] virtual const PictureOrder &order() const = 0;
    [[nodiscard]] virtual qint64 seed() const = 0; ///< of its first picture
    [[nodiscard]] virtual const QString &sessionId() const = 0;

    /// A model is being loaded for it.
    virtual void loading() = 0;
    /// It has a slot of a backend.
    virtual void live() = 0;
    /// How far it is; `place` is the number of the picture in the batch, `preview` a JPEG or empty.
    virtual void progressed(int place, double overall, double current, const QByteArray &preview) = 0;
    /// What the backend says of it, as it says it.
    virtual void backendSaid(const QByteArray &message) = 0;
    /// The metadata of a picture that is about to be drawn.
    [[nodiscard]] virtual QByteArray metadata(Picture kind, int place) = 0;
    virtual void drawn(Picture kind, int place, const QByteArray &file, const QByteArray &metadata) = 0;
    /// It is over and has no slot any more; `error` says why without all pictures.
    virtual void ended(const QString &error) = 0;
    /// What the scene of a picture of that task is.
    [[nodiscard]] static Mood moodOf(const QString &prompt, qint64 seed, Picture kind, int place)
    {
        constexpr int elsewhere = 1000; // pictures that are not real ones show something else
        return Mood::of(prompt, seed + place + (kind == Picture::Real ? 0 : elsewhere));
    }
};

} // namespace demo
