//! Draws egui's triangles on the CPU, so that pictures need no GPU and are the same on every
//! machine, bit by bit.
//!
//! The arithmetic is that of egui's own shaders: colours are multiplied and blended in gamma space,
//! premultiplied. Coverage is decided in integers (1/256 of a pixel) with the top-left rule, so
//! that triangles with a common edge never paint a pixel twice.

use std::collections::HashMap;

use egui::epaint::{ImageData, Mesh, Primitive, Vertex};
use egui::{Color32, ColorImage, TextureId, TexturesDelta};
use egui_kittest::TestRenderer;
use image::RgbaImage;

/// Steps per pixel.
const SUBPIXELS: f32 = 256.0;

/// A renderer for `egui_kittest`.
#[derive(Default)]
pub struct Raster {
    textures: HashMap<TextureId, ColorImage>,
}

impl TestRenderer for Raster {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, change) in delta
            .set
            .iter()
            .flat_map(|(id, changes)| changes.iter().map(move |change| (id, change)))
        {
            let ImageData::Color(image) = &change.image;
            match change.pos {
                None => {
                    self.textures.insert(*id, (**image).clone());
                }
                Some([left, top]) => {
                    let texture = self.textures.get_mut(id).expect("a texture to change");
                    for y in 0..image.size[1] {
                        for x in 0..image.size[0] {
                            texture[(left + x, top + y)] = image[(x, y)];
                        }
                    }
                }
            }
        }
        for id in &delta.free {
            self.textures.remove(id);
        }
        delta.clear();
    }

    fn render(
        &mut self,
        ctx: &egui::Context,
        output: &egui::FullOutput,
    ) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * scale;
        let mut canvas = Canvas::new(size.x.round() as usize, size.y.round() as usize);
        for clipped in ctx.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = &clipped.primitive else {
                return Err("callbacks cannot be drawn here".into());
            };
            let texture =
                self.textures.get(&mesh.texture_id).ok_or("a mesh with an unknown texture")?;
            canvas.mesh(mesh, texture, clip(clipped.clip_rect, scale, &canvas), scale);
        }
        Ok(canvas.into_image())
    }
}

/// A rectangle in whole pixels: left, top, right, bottom.
type Clip = [i32; 4];

fn clip(rect: egui::Rect, scale: f32, canvas: &Canvas) -> Clip {
    let edge = |value: f32, most: usize| (value * scale).round().clamp(0.0, most as f32) as i32;
    [
        edge(rect.min.x, canvas.width),
        edge(rect.min.y, canvas.height),
        edge(rect.max.x, canvas.width),
        edge(rect.max.y, canvas.height),
    ]
}

struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 4]>,
}

impl Canvas {
    fn new(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![[0, 0, 0, 255]; width * height] }
    }

    fn into_image(self) -> RgbaImage {
        RgbaImage::from_raw(self.width as u32, self.height as u32, self.pixels.concat())
            .expect("as many bytes as pixels")
    }

    fn mesh(&mut self, mesh: &Mesh, texture: &ColorImage, clip: Clip, scale: f32) {
        for triangle in mesh.indices.chunks_exact(3) {
            let corners = [0, 1, 2].map(|at| mesh.vertices[triangle[at] as usize]);
            self.triangle(corners, texture, clip, scale);
        }
    }

    fn triangle(&mut self, mut corners: [Vertex; 3], texture: &ColorImage, clip: Clip, scale: f32) {
        let fixed = |vertex: &Vertex| {
            [
                (vertex.pos.x * scale * SUBPIXELS).round() as i64,
                (vertex.pos.y * scale * SUBPIXELS).round() as i64,
            ]
        };
        let mut points = [fixed(&corners[0]), fixed(&corners[1]), fixed(&corners[2])];
        let mut area = edge(points[0], points[1], points[2]);
        if area == 0 {
            return;
        }
        if area < 0 {
            points.swap(1, 2);
            corners.swap(1, 2);
            area = -area;
        }
        let whole = SUBPIXELS as i64;
        let low = |axis: usize| {
            points.iter().map(|point| point[axis]).min().unwrap().div_euclid(whole) as i32
        };
        let high = |axis: usize| {
            points.iter().map(|point| point[axis]).max().unwrap().div_euclid(whole) as i32 + 1
        };
        let (left, right) = (low(0).max(clip[0]), high(0).min(clip[2]));
        // Most triangles of a window have one colour. It is computed only once.
        let is_plain = corners
            .iter()
            .all(|corner| corner.color == corners[0].color && corner.uv == corners[0].uv);
        let plain = is_plain.then(|| shade(&corners, [1.0, 0.0, 0.0], texture));
        let sides = [(points[1], points[2]), (points[2], points[0]), (points[0], points[1])];
        let bias = sides.map(|(from, to)| i64::from(!is_top_left(from, to)));
        let step = sides.map(|(from, to)| (from[1] - to[1]) * whole);
        for y in low(1).max(clip[1])..high(1).min(clip[3]) {
            let middle = [i64::from(left) * whole + whole / 2, i64::from(y) * whole + whole / 2];
            let mut weights = sides.map(|(from, to)| edge(from, to, middle));
            for x in left..right {
                if weights[0] >= bias[0] && weights[1] >= bias[1] && weights[2] >= bias[2] {
                    let source = plain.unwrap_or_else(|| {
                        shade(&corners, weights.map(|weight| weight as f32 / area as f32), texture)
                    });
                    self.blend(x as usize, y as usize, source);
                }
                weights = [weights[0] + step[0], weights[1] + step[1], weights[2] + step[2]];
            }
        }
    }

    fn blend(&mut self, x: usize, y: usize, source: [u8; 4]) {
        let pixel = &mut self.pixels[y * self.width + x];
        match source[3] {
            0 if source == [0; 4] => {}
            255 => *pixel = source,
            alpha => {
                let rest = u32::from(255 - alpha);
                for (channel, value) in pixel.iter_mut().zip(source) {
                    *channel = (u32::from(value) + (u32::from(*channel) * rest + 127) / 255)
                        .min(255) as u8;
                }
            }
        }
    }
}

/// Twice the signed area of a triangle.
fn edge(from: [i64; 2], to: [i64; 2], point: [i64; 2]) -> i64 {
    (to[0] - from[0]) * (point[1] - from[1]) - (to[1] - from[1]) * (point[0] - from[0])
}

/// Whether pixels whose centre is on this edge belong to this triangle. They belong to only one of
/// its two neighbours.
fn is_top_left(from: [i64; 2], to: [i64; 2]) -> bool {
    to[1] < from[1] || (to[1] == from[1] && to[0] > from[0])
}

fn shade(corners: &[Vertex; 3], shares: [f32; 3], texture: &ColorImage) -> [u8; 4] {
    let mix = |value: fn(&Vertex) -> f32| {
        corners.iter().zip(shares).map(|(corner, share)| value(corner) * share).sum::<f32>()
    };
    let texel = sample(texture, mix(|corner| corner.uv.x), mix(|corner| corner.uv.y));
    let color = [
        mix(|corner| f32::from(corner.color.r())),
        mix(|corner| f32::from(corner.color.g())),
        mix(|corner| f32::from(corner.color.b())),
        mix(|corner| f32::from(corner.color.a())),
    ];
    [0, 1, 2, 3].map(|channel| {
        (color[channel] * f32::from(texel[channel]) / 255.0).round().clamp(0.0, 255.0) as u8
    })
}

/// Interpolates between the four nearest texels, in steps of 1/256. Glyphs are on whole pixels, so
/// they are copied exactly.
fn sample(texture: &ColorImage, u: f32, v: f32) -> [u8; 4] {
    let axis = |share: f32, count: usize| {
        let at = (share * count as f32 * SUBPIXELS).round() as i64 - SUBPIXELS as i64 / 2;
        let (low, rest) = (at.div_euclid(SUBPIXELS as i64), at.rem_euclid(SUBPIXELS as i64));
        let within = |at: i64| at.clamp(0, count as i64 - 1) as usize;
        (within(low), within(low + 1), rest as u32)
    };
    let (left, right, x) = axis(u, texture.size[0]);
    let (top, bottom, y) = axis(v, texture.size[1]);
    let texel = |x, y| -> [u8; 4] { Color32::to_array(&texture[(x, y)]) };
    if x == 0 && y == 0 {
        return texel(left, top);
    }
    let corners = [
        (texel(left, top), (256 - x) * (256 - y)),
        (texel(right, top), x * (256 - y)),
        (texel(left, bottom), (256 - x) * y),
        (texel(right, bottom), x * y),
    ];
    [0, 1, 2, 3].map(|channel| {
        (corners.iter().map(|(texel, weight)| u32::from(texel[channel]) * weight).sum::<u32>()
            >> 16) as u8
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    fn white() -> ColorImage {
        ColorImage::new([1, 1], vec![Color32::WHITE])
    }

    fn quad(color: Color32) -> Mesh {
        let mut mesh = Mesh::default();
        mesh.add_colored_rect(egui::Rect::from_min_max(pos2(1.0, 1.0), pos2(5.0, 4.0)), color);
        mesh
    }

    #[test]
    fn a_rectangle_covers_its_pixels_once_and_no_others() {
        let mut canvas = Canvas::new(8, 8);
        canvas.mesh(&quad(Color32::from_white_alpha(128)), &white(), [0, 0, 8, 8], 1.0);
        let lit: Vec<usize> = (0..64).filter(|at| canvas.pixels[*at][0] > 0).collect();
        assert_eq!(lit.len(), 12, "{lit:?}");
        assert!(
            lit.iter().all(|at| canvas.pixels[*at][0].abs_diff(128) <= 1),
            "painted twice along the diagonal"
        );
    }

    #[test]
    fn nothing_is_painted_outside_the_clip() {
        let mut canvas = Canvas::new(8, 8);
        canvas.mesh(&quad(Color32::WHITE), &white(), [2, 2, 3, 3], 1.0);
        assert_eq!(canvas.pixels.iter().filter(|pixel| pixel[0] > 0).count(), 1);
    }
}
